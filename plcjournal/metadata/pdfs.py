"""What a PDF says of people: its properties, its notes, and its text, by pypdf."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from plcjournal.metadata.inside import CannotLook, Fact, Inside, Kind, fact
from plcjournal.metadata.photos import xmp

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_PAGES = 1000
_PROPERTIES = {
    "/Author": (Kind.WHO, "author"),
    "/Title": (Kind.WORDS, "title"),
    "/Subject": (Kind.WORDS, "subject"),
    "/Keywords": (Kind.WORDS, "keywords"),
}


def inside(data: bytes) -> Inside:
    """Answer what a PDF says of people, and its text.

    Raises:
        CannotLook: it is damaged.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - only where there is a PDF

    try:
        reader = PdfReader(io.BytesIO(data))
        is_locked = reader.is_encrypted and not reader.decrypt("")
        if is_locked:
            return Inside(problem="it has a password")
        found = [*_properties(reader), *xmp(data)]
        texts: list[str] = []
        for page in reader.pages[:_PAGES]:
            found += _notes(page)
            texts.append(page.extract_text())
        many = len(reader.pages) > _PAGES
        problem = f"it has more than {_PAGES} pages; those were read" if many else ""
    except Exception as error:  # it raises many kinds on damaged files
        raise CannotLook("it is damaged") from error
    return Inside(tuple(dict.fromkeys(found)), "\n".join(texts), problem)


def _properties(reader: "PdfReader") -> Iterator[Fact]:
    told = reader.metadata
    for name, (kind, label) in _PROPERTIES.items():
        if told is not None and name in told:
            yield from fact(kind, label, told[name])
    packet = reader.xmp_metadata
    for name in (packet.dc_creator or []) if packet else []:
        yield from fact(Kind.WHO, "author", name)


def _notes(page: "PageObject") -> Iterator[Fact]:
    for one in page.annotations or []:
        note = one.get_object()
        if note.get("/Subtype") not in {"/Link", "/Widget", None}:
            yield from fact(Kind.WHO, "author of a note", note.get("/T") or "")
            yield from fact(Kind.WORDS, "note", note.get("/Contents") or "")
