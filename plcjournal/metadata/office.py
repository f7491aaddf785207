"""What a document of an office program says of people: Word, Excel, LibreOffice."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from plcjournal.metadata import photos
from plcjournal.metadata.inside import NOBODY, CannotLook, Fact, Inside, Kind, fact
from plcjournal.metadata.markup import shown_text
from plcjournal.metadata.sheets import sheets_as_text
from plcjournal.metadata.sniffing import Sort, sort_of, text_of

_MOST_PARTS = 5_000
_MOST_BYTES = 40 * 1024 * 1024
_PROPERTIES = {
    "docProps/core.xml",
    "docProps/app.xml",
    "docProps/custom.xml",
    "meta.xml",
}
_ELEMENTS = {
    "creator": (Kind.WHO, "author"),
    "initial-creator": (Kind.WHO, "author"),
    "lastModifiedBy": (Kind.WHO, "last editor"),
    "printed-by": (Kind.WHO, "printer"),
    "Manager": (Kind.WHO, "manager"),
    "Company": (Kind.WORDS, "company"),
    "description": (Kind.WORDS, "comments"),
    "title": (Kind.WORDS, "title"),
    "subject": (Kind.WORDS, "subject"),
    "keywords": (Kind.WORDS, "keywords"),
    "keyword": (Kind.WORDS, "keywords"),
    "lpwstr": (Kind.WORDS, "a property of its own"),
    "user-defined": (Kind.WORDS, "a property of its own"),
}
_ELEMENT = re.compile(r"<(?:\w+:)?([\w-]+)(?:\s[^<>]*)?>([^<>]*)</")
# Who wrote a comment or a change that is still marked.
_AUTHOR = re.compile(
    r"<(?:w:(?:comment|ins|del)|p:cmAuthor|p188:author|person)\s[^<>]*?"
    r"(?:w:author|displayName|\bname)=\"([^\"]*)\""
)
_NOTED = re.compile(r"<(?:author|dc:creator)>([^<>]*)</")
_BODY = re.compile(
    r"word/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|xl/(?:sharedStrings|comments\d*|workbook)\.xml|xl/worksheets/[^/]*\.xml"
    r"|xl/threadedComments/.*\.xml|xl/persons/.*\.xml|xl/comments/.*\.xml"
    r"|ppt/(?:slides|notesSlides|comments)/[^/]*\.xml|ppt/(?:commentAuthors|authors)\.xml"
    r"|content\.xml|styles\.xml"
)
_MEDIA = re.compile(r"(?:word|xl|ppt)/media/.*|Pictures/.*")
_ENDS = re.compile(
    r"</(?:w:p|a:p|si|c|text:p|text:h|w:tr|a:tr|table:table-row)>|<w:br/>"
)
_CELL = re.compile(
    r"(?:</(?:w:p|a:p|text:p)>(?:</a:txBody>)?)?</(?:w:tc|a:tc|table:table-cell)>|<w:tab/>"
)
_TAG = re.compile(r"<[^<>]*>")


class Parts:
    """The parts of a packed file, read with a limit on what comes out."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
            self.all = self._file.infolist()
        # The last is of what zipfile may not open, or of a format it does not know.
        except (zipfile.BadZipFile, ValueError, EOFError, RuntimeError) as error:
            raise CannotLook("it is damaged") from error
        self._left = _MOST_BYTES
        self.names = [one.filename for one in self.all]
        if len(self.names) > _MOST_PARTS:
            raise CannotLook("it has too many parts")

    def read(self, name: str | zipfile.ZipInfo) -> bytes:
        """Answer one part.

        Raises:
            CannotLook: it is damaged, locked, or swells beyond all measure.
        """
        try:
            with self._file.open(name) as part:
                data = part.read(self._left + 1)
        except NotImplementedError as error:
            raise CannotLook("it is packed in a way that plc does not know") from error
        except RuntimeError as error:
            raise CannotLook("it has a password") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            raise CannotLook("it is damaged") from error
        self._left -= len(data)
        if self._left < 0:
            raise CannotLook("it swells to far more than its size")
        return data


def inside(data: bytes) -> Inside:
    """Answer what a packed file says of people, and its text.

    Raises:
        CannotLook: it is damaged, locked, or no document.
    """
    parts = Parts(data)
    is_document = "[Content_Types].xml" in parts.names or "content.xml" in parts.names
    if not is_document:
        return _archive(parts)
    found: list[Fact] = []
    texts: list[str] = []
    for name in dict.fromkeys(parts.names):
        if name in _PROPERTIES:
            found += _properties(parts.read(name).decode("utf-8", "replace"))
        elif _BODY.fullmatch(name):
            text = parts.read(name).decode("utf-8", "replace")
            found += _authors(text)
            words = _ENDS.sub("\n", _CELL.sub("\t", text))
            texts.append(html.unescape(_TAG.sub("", words)))
        elif _MEDIA.fullmatch(name):
            found += _photo(parts.read(name))
    if "xl/workbook.xml" in parts.names:
        texts += sheets_as_text(parts.read, parts.names)
    # A chart of Excel in a text of Word is a whole workbook, which nobody sees.
    has_more = any("/embeddings/" in name for name in parts.names)
    problem = "another file is embedded in it; the rest was read" if has_more else ""
    return Inside(tuple(dict.fromkeys(found)), "\n".join(texts), problem)


def _archive(parts: Parts) -> Inside:
    """Answer what the files packed together say, one level deep, and their names."""
    found: list[Fact] = []
    texts = [re.sub(r"[-_/.]", " ", name) for name in parts.names]
    unseen = 0
    for name in dict.fromkeys(parts.names):
        data = parts.read(name) if not name.endswith("/") else b""
        match sort_of(data):
            case Sort.TEXT:
                texts.append(shown_text(text_of(data) or ""))
            case Sort.PHOTO:
                found += _photo(data)
            case _:
                unseen += 1
    problem = f"{unseen} of the files packed in it cannot be read here"
    return Inside(
        tuple(dict.fromkeys(found)), "\n\n".join(texts), problem if unseen else ""
    )


def _properties(text: str) -> Iterator[Fact]:
    for name, value in _ELEMENT.findall(text):
        if name in _ELEMENTS:
            kind, label = _ELEMENTS[name]
            yield from fact(kind, label, html.unescape(value))


def _authors(text: str) -> Iterator[Fact]:
    for name in dict.fromkeys((*_AUTHOR.findall(text), *_NOTED.findall(text))):
        if name != NOBODY:
            yield from fact(Kind.WHO, "author of a comment", html.unescape(name))


def _photo(data: bytes) -> tuple[Fact, ...]:
    try:
        return photos.facts_of(data)
    except CannotLook:
        return ()  # a drawing in a form of its own; the document was read
