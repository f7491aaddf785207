"""What must hold for names: known where they are used, given once, with one version."""

from collections.abc import Iterator, Sequence

from plcjournal.core.dated import JournalRecord
from plcjournal.core.findings import Finding
from plcjournal.core.journal import Journal
from plcjournal.core.near import near, or_list
from plcjournal.core.records import Item
from plcjournal.core.rulebook import finding
from plcjournal.core.settings import Neighbour
from plcjournal.core.team import Member


def unknown(  # noqa: PLR0913, PLR0917  # the parts of one sentence
    path: str,
    rule: str,
    sentence: str,
    name: str,
    known: Sequence[str],
    loc: tuple[str | int, ...],
    field: str,
) -> Finding:
    """Answer the finding about a name nobody gave, with the near names."""
    close = near(name, known)
    tip = f"; did you mean {or_list(close)}?" if close else "."
    fix = close[0] if close else ""
    return finding(rule, path, sentence + tip, loc=loc, field=field, fix=fix)


def unknown_team(journal: Journal, path: str, team: str) -> Finding:
    """Answer the finding about a team this journal does not have."""
    sentence = f"There is no team '{team}' in this journal"
    known = [*journal.teams]
    return unknown(path, "unknown-team", sentence, team, known, ("team",), "team")


def unknown_cycle(
    journal: Journal, path: str, name: str, loc: tuple[str | int, ...], field: str
) -> Finding:
    """Answer the finding about a cycle this journal does not have."""
    sentence = f"There is no cycle '{name}' in this journal"
    known = [*journal.cycles]
    return unknown(path, "unknown-cycle", sentence, name, known, loc, field)


def double_ids(
    path: str,
    loc: tuple[str | int, ...],
    items: Sequence[Item | Member | Neighbour],
    field: str = "",
) -> Iterator[Finding]:
    """Find the ids that two items of one list share."""
    ids = [item.id for item in items]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            message = f"'{name}' is used twice under {loc[-1]}; give one another id."
            place = (*loc, number, "id")
            yield finding(
                "double-id",
                path,
                message,
                loc=place,
                field=f"{field or loc[-1]}.{name}.id",
                fix=f"id: {name}-{ids[:number].count(name) + 1}",
            )


def contested_fields(path: str, record: JournalRecord) -> Iterator[Finding]:
    """Find the fields of a record that hold more than one version."""
    for number, entry in enumerate(record.contested):
        message = f"'{entry.field}' has {len(entry.values)} versions; choose one."
        loc = ("contested", number)
        yield finding("contested", path, message, loc=loc, field=entry.field)
