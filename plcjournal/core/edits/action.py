"""Plan, do and note what the team tries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.edited import (
    AlreadySo,
    Edited,
    new_id,
    values_of,
    with_values,
    without_none,
)
from plcjournal.core.edits.round import round_named
from plcjournal.core.journal import Journal, pick

if TYPE_CHECKING:
    from plcjournal.core.records import Item


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person says about an action; only what it is must be said."""

    what: str
    owner: str | None = None
    due: str | None = None
    because: Sequence[str] = ()
    quick_win: bool = False
    round: str | None = None


def add_action(journal: Journal, cycle: Cycle, plan: Plan) -> Edited:
    """Add an action to a cycle.

    Raises:
        NotFound: a reason names no measure, observation or note of the cycle.
    """
    reasons = reasons_of(cycle, plan.because)
    item = {
        "what": plan.what,
        "because": reasons or None,
        "owner": plan.owner,
        "due": plan.due,
        "status": "planned",
        "quick_win": plan.quick_win or None,
        "round": round_named(cycle, plan.round),
    }
    due = f", due {plan.due}" if plan.due else ""
    return _append(journal, cycle, "actions", item, ("Add action", due))


def reasons_of(cycle: Cycle, because: Sequence[str]) -> list[str]:
    """Answer the ids of the evidence and notes that words name.

    Raises:
        NotFound: nothing of the cycle is called so.
    """
    known = cycle.reasons()
    return [pick("measure, observation or note", reason, known) for reason in because]


def add_learning(
    journal: Journal, cycle: Cycle, what: str, with_: str | None
) -> Edited:
    """Add something the team wants to learn, and with whom."""
    item = {"what": what, "with": with_, "status": "planned"}
    return _append(journal, cycle, "learning", item, ("Add learning", ""))


def add_note(
    journal: Journal, cycle: Cycle, text: str, day: str, turn: str | None = None
) -> Edited:
    """Add one dated line to the log, in a round if the cycle has them."""
    item = {"date": day, "text": text, "round": round_named(cycle, turn)}
    return _append(journal, cycle, "log", item, ("Note", ""))


def _append(
    journal: Journal,
    cycle: Cycle,
    items: str,
    item: dict[str, Any],
    sentence: tuple[str, str],
) -> Edited:
    values = values_of(cycle, "action")
    words = item.get("what") or item["text"]
    name = new_id(words, cycle.ids())
    values[items].append({"id": name, **without_none(item)})
    verb, tail = sentence
    past = {"Note": "Noted"}.get(verb, verb.replace("Add", "Added"))
    return Edited(
        with_values(journal, cycle, "action", values),
        f"{past}: {name}{tail}",
        f"{verb}: {name}{tail}",
        cycle=cycle.name,
        stage="action",
        action={"actions": "add-action", "learning": "add-learning"}.get(items, "note"),
        id=name,
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """What a person says of something that is over: perhaps a day, or why not."""

    today: str
    day: str | None = None
    dropped: str | None = None


def finish_action(journal: Journal, cycle: Cycle, words: str, ending: Ending) -> Edited:
    """Mark an action or a learning as done, or as dropped with the reason.

    An action that is done keeps its day where none is said.

    Raises:
        NotFound: nothing of the cycle has these words in its id.
        AlreadySo: it is done, or dropped for this reason, already.
    """
    plan = cycle.action
    items_of: tuple[Item, ...] = (*plan.actions, *plan.learning)
    known = [item.id for item in items_of]
    name = pick("action", words, known)
    values = values_of(cycle, "action")
    items = "actions" if name in [a.id for a in plan.actions] else "learning"
    item = next(one for one in values[items] if one["id"] == name)
    before, dropped = dict(item), ending.dropped
    item["status"] = "dropped" if dropped else "done"
    item["why"] = dropped
    if items == "actions":
        kept = before["done"] if before["status"] == "done" else None
        item["done"] = None if dropped else ending.day or kept or ending.today
    if item == before:
        raise _already(item)
    told = f"Dropped: {name} ({dropped})" if dropped else f"Done: {name}"
    return Edited(
        with_values(journal, cycle, "action", values),
        f"{told}{_instead_of(before)}",
        f"{'Drop' if dropped else 'Finish'}: {name}",
        cycle=cycle.name,
        stage="action",
        action="done",
        id=name,
    )


def _already(item: Mapping[str, Any]) -> AlreadySo:
    name, day = item["id"], item.get("done")
    if item["status"] == "dropped":
        message = f"'{name}' was dropped for this reason already; nothing was changed."
        return AlreadySo(message, f'For another: plc done {name} --dropped "WHY"')
    on = f" on {day}" if day else ""
    message = f"'{name}' was done{on} already; nothing was changed."
    return AlreadySo(message, f"For another day: plc done {name} --date DATE")


def _instead_of(before: Mapping[str, Any]) -> str:
    """Say how an item stood that was over already."""
    if before["status"] == "dropped":
        return "; it was dropped before"
    if before["status"] != "done":
        return ""
    day = before.get("done")
    return f"; it was done on {day} before" if day else "; it was done before"


def attach(journal: Journal, cycle: Cycle, file: str, action: str | None) -> Edited:
    """Name a file of the cycle's folder at an action, or in the log."""
    if action is None:
        return Edited(
            journal,
            f"Attached {file}",
            f"Attach {file}",
            cycle=cycle.name,
            stage="action",
            action="attach",
            id=file,
        )
    name = pick("action", action, [item.id for item in cycle.action.actions])
    values = values_of(cycle, "action")
    item = next(one for one in values["actions"] if one["id"] == name)
    item["files"] = [*(old for old in item["files"] if old != file), file]
    return Edited(
        with_values(journal, cycle, "action", values),
        f"Attached {file} to {name}",
        f"Attach {file} to {name}",
        cycle=cycle.name,
        stage="action",
        action="attach",
        id=file,
    )
