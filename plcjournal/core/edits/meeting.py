"""Keep a meeting: who was there, what was decided, who does what next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plcjournal.core.edits.action import Plan, add_action
from plcjournal.core.edits.edited import (
    Edited,
    Refused,
    shortened,
    values_of,
    with_values,
    without_none,
)
from plcjournal.core.journal import Journal
from plcjournal.core.meetings import heading, meeting_name
from plcjournal.core.parse import parse
from plcjournal.core.people import name_of
from plcjournal.core.records import Action
from plcjournal.core.shape import plain
from plcjournal.core.team import Team


@dataclass(frozen=True, slots=True)
class NextAction:
    """Something somebody will do after the meeting, and for which cycle."""

    cycle: str
    what: str
    owner: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """What a team says about one meeting; what is None was not said."""

    team: str
    date: str
    present: Sequence[str] | None = None
    facilitator: str | None = None
    focus: str | None = None
    minutes: int | None = None
    decided: Sequence[str] = ()
    cycles: Sequence[str] = ()
    actions: Sequence[NextAction] = ()


def meet(journal: Journal, met: Met) -> Edited:
    """Keep a meeting and its next actions; once more the same day adds to it.

    Decisions and cycles are added; everything else that is said replaces what was
    said before.

    Raises:
        Refused: a value makes no record.
        NotEditable: the record of the actions cannot be read.
    """
    name = meeting_name(met.team, met.date)
    again = name in journal.meetings
    made = _with_meeting(journal, name, met)
    told = []
    for action in met.actions:
        made, planned = _planned(made, action)
        told.append(_told(journal.teams[met.team], planned))
    team = journal.teams[met.team].name
    verb = "Updated" if again else "Kept"
    following = f"; next: {'; '.join(told)}" if told else ""
    cycles = [*(action.cycle for action in met.actions), *met.cycles]
    sentence = f"{verb} the meeting of {met.date}, {team}{following}"
    if made is journal:
        sentence = (
            f"The meeting of {met.date}, {team}, was written down just so already"
        )
    return Edited(
        made,
        sentence,
        shortened(f"{heading(met.date)} {team}"),
        cycle=cycles[0] if cycles else "",
        stage="action" if met.actions else "",
        action="meet",
        id=name,
    )


def _with_meeting(journal: Journal, name: str, met: Met) -> Journal:
    path = f"meetings/{name}.yaml"
    old = journal.meetings.get(name)
    values: dict[str, Any] = plain(old) if old else {"format": 1}
    values["team"], values["date"] = met.team, met.date
    given = {
        "minutes": met.minutes,
        "facilitator": met.facilitator,
        "present": None if met.present is None else [*met.present],
        "focus": met.focus,
    }
    values.update(without_none(given))
    for key, added in (("cycles", met.cycles), ("decided", met.decided)):
        values[key] = [*dict.fromkeys([*values.get(key, ()), *added])]
    record, findings = parse("meeting", values, path)
    if record is None:
        raise Refused(findings)
    return journal if record == old else journal.with_record(path, record)


def _planned(journal: Journal, action: NextAction) -> tuple[Journal, Action]:
    """Plan an action, or correct the open one that has the same words."""
    cycle = journal.cycles[action.cycle]
    values = values_of(cycle, "action")
    item = next((one for one in values["actions"] if _is_same(one, action)), None)
    if item is None:
        plan = Plan(action.what, action.owner, action.due)
        edited = add_action(journal, cycle, plan)
        return edited.journal, _action_of(edited.journal, action.cycle, edited.id)
    given = without_none({"owner": action.owner, "due": action.due})
    if given.items() <= item.items():
        return journal, _action_of(journal, action.cycle, item["id"])
    item.update(given)
    made = with_values(journal, cycle, "action", values)
    return made, _action_of(made, action.cycle, item["id"])


def _is_same(item: dict[str, Any], action: NextAction) -> bool:
    is_open = item["status"] in ("planned", "doing")
    return is_open and item["what"].casefold() == action.what.casefold()


def _action_of(journal: Journal, cycle: str, name: str) -> Action:
    return next(one for one in journal.cycles[cycle].action.actions if one.id == name)


def _told(team: Team, action: Action) -> str:
    when = f", due {action.due}" if action.due else ""
    owner = name_of(team, action.owner or "") or "nobody yet"
    return f"{action.id} ({owner}{when})"
