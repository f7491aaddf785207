"""The rows of a spreadsheet as lines, so that what stands side by side is read so."""

import html
import re
from collections.abc import Callable, Iterator, Sequence

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRING = re.compile(r"<si>(.*?)</si>|<si/>", re.DOTALL)
_RUN = re.compile(r"<t(?:\s[^<>]*)?>([^<>]*)</t>")
_ROW = re.compile(r"<row\b[^<>]*?(?:/>|>(.*?)</row>)", re.DOTALL)
_CELL = re.compile(r"<c\b([^<>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(r"\br=\"([A-Z]{1,3})\d+\"")
_VALUE = re.compile(r"<v>([^<>]*)</v>")
_MOST_COLUMNS = 200


def sheets_as_text(read: Callable[[str], bytes], names: Sequence[str]) -> Iterator[str]:
    """Yield each sheet with a line for each row, a tab between cells."""
    shared: list[str] = []
    if "xl/sharedStrings.xml" in names:
        told = read("xl/sharedStrings.xml").decode("utf-8", "replace")
        shared = [_words(match[1] or "") for match in _STRING.finditer(told)]
    for name in names:
        if _SHEET.fullmatch(name):
            text = read(name).decode("utf-8", "replace")
            yield "\n".join(_row(row[1] or "", shared) for row in _ROW.finditer(text))


def _row(text: str, shared: Sequence[str]) -> str:
    cells: dict[int, str] = {}
    for match in _CELL.finditer(text):
        place = _PLACE.search(match[1])
        column = _number(place[1]) if place else len(cells)
        if column < _MOST_COLUMNS:
            cells[column] = _value(match[1], match[2] or "", shared)
    return "\t".join(cells.get(n, "") for n in range(max(cells, default=-1) + 1))


def _value(head: str, inside: str, shared: Sequence[str]) -> str:
    value = _VALUE.search(inside)
    if value is None:
        return _words(inside)
    number = value[1].strip()
    if 't="s"' in head and number.isdecimal() and int(number) < len(shared):
        return shared[int(number)]
    return html.unescape(number)


def _words(inside: str) -> str:
    return " ".join(html.unescape("".join(_RUN.findall(inside))).split())


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
