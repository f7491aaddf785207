"""Nothing is published that names somebody: each record passes the gate again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import drafts, gate, reading
from plcjournal.core import layout
from plcjournal.site.passed import Passed, digest_of
from plcjournal.withheld import Withheld

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace


_AT_ONCE = 100  # cycles


class NotPublished(Withheld):
    """Something that would be on a page points at a person."""

    outcome = "No page was made"
    again = "publish"


def check_people(space: Workspace, read: Read, shown: Collection[str]) -> None:
    """Put everything that pages show to the gate, whatever stands in the past.

    Raises:
        NotPublished: something would point at a person.
    """
    shown = frozenset(shown)
    teams = {name.split("/")[0] for name in shown}
    common, cycles = _told_files(read.files, shown, teams)
    names = drafts.names(space.folder)
    same = [*map(str.encode, names), b"", *(common[path] for path in sorted(common))]
    passed = Passed(space.place.notes if space.place else space.folder, same)
    digests = {
        name: digest_of({path: read.files[path] for path in paths})
        for name, paths in cycles.items()
    }
    new = [cycles[name] for name in cycles if not passed.holds(digests[name])]

    def found_in(some: Sequence[Sequence[str]], told: set[str]) -> list[Finding]:
        files = common | {path: read.files[path] for paths in some for path in paths}
        journal = reading.read(files).journal
        paths = [path for path in files if path not in told]
        return [one for one in gate.named(journal, paths, files, names) if one.blocks]

    # A part at a time: none of them says anything about the others.
    for start in range(0, max(1, len(new)), _AT_ONCE):
        part = new[start : start + _AT_ONCE]
        if found_in(part, {*common} if start else set()):
            raise NotPublished(found_in(new, set()))
    passed.keep(digests.values())


def _told_files(
    files: Mapping[str, bytes], shown: Collection[str], teams: set[str]
) -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """Answer what pages tell of: the files that all share, the paths of each cycle."""
    common: dict[str, bytes] = {}
    cycles: dict[str, list[str]] = {}
    for path in files:
        spot = layout.spot(path)
        if spot is None or spot.kind == "meeting":
            continue
        if spot.is_stage:
            if spot.name in shown:
                cycles.setdefault(spot.name, []).append(path)
        elif spot.kind != "team" or spot.name in teams:
            common[path] = files[path]
    return common, cycles
