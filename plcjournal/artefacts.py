"""What an attached file must not bring into the history: in its text, and beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plcjournal.core.privacy import check_file, check_text
from plcjournal.core.rulebook import finding
from plcjournal.metadata.cleaning import cleaned
from plcjournal.metadata.inside import Kind
from plcjournal.metadata.looking import Looker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.core.settings import Privacy
    from plcjournal.metadata.inside import Fact, Inside

AGAIN = "Save it again without personal information, or type: plc attach FILE --clean"
ANOTHER = (
    "Save it again without personal information in the program it comes from, then"
    " attach it."
)
LARGEST = 10 * 1024 * 1024
_LONGEST = 20 * 1024 * 1024


def check(
    path: str,
    data: bytes,
    privacy: Privacy,
    names: Sequence[str],
    looker: Looker | None = None,
) -> tuple[Finding, ...]:
    """Answer what a file that is no record says of people and where they are.

    `looker` looks into many files in turn; without one this is the only one.
    """
    if looker is None:
        with Looker() as mine:
            return check(path, data, privacy, names, mine)
    if len(data) > LARGEST:
        message = "It is larger than 10 MB: nobody looks through it, copies carry it."
        fix = (
            "Keep a smaller version outside the journal's folder, or note its address."
        )
        return (finding("file-too-large", path, message, fix=fix),)
    found = [*_findings(path, looker.look(data), privacy, names)]
    if any(one.fix == AGAIN for one in found) and cleaned(data) is None:
        found = [
            replace(one, fix=ANOTHER) if one.fix == AGAIN else one for one in found
        ]
    return tuple(dict.fromkeys(found))


def _findings(
    path: str, inside: Inside, privacy: Privacy, names: Sequence[str]
) -> Iterator[Finding]:
    if inside.problem:
        message = f"plc cannot look into this file: {inside.problem}."
        fix = "Open it and see that it names nobody; a PDF or a text can be checked."
        yield finding("file-not-seen", path, message, fix=fix)
    for fact in inside.facts:
        yield from _of_fact(path, fact, privacy, names)
    if len(inside.text) > _LONGEST:
        message = "plc read the first 20 million letters of this file, and no more."
        yield finding("file-not-seen", path, message, fix="Attach it in parts.")
    for found in check_file(inside.text[:_LONGEST], privacy, names, path=path):
        message = f"In the text of the file: {found.message}"
        fix = "Take it out of the file, then attach it again."
        yield finding(found.rule, path, message, fix=fix)


def _of_fact(
    path: str, fact: Fact, privacy: Privacy, names: Sequence[str]
) -> Iterator[Finding]:
    if fact.kind is Kind.PLACE:
        message = f"The photo says where it was taken ({fact.label})."
        yield finding("file-shows-place", path, message, fix=AGAIN)
        return
    told = check_text(fact.value, privacy, names, path=path)
    for found in told:
        message = f"Beside the content ({fact.label}): {found.message}"
        yield finding(found.rule, path, message, fix=AGAIN)
    if fact.kind is Kind.WHO and not told:
        message = f"The file names its {fact.label}: '{fact.value}'."
        yield finding("file-says-who", path, message, fix=AGAIN)
