"""What waits for a decision, and what became of two versions that met, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.telling.wording import a_day, day_text
from plcjournal.resolving import Resolved
from plcjournal.views import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.resolving import Choice, OpenField, Outcome


def question(field: OpenField) -> Iterator[str]:
    """Tell a field and its versions, above the question which one it shall be."""
    yield ""
    where = f" ({field.cycle.split('/')[1][8:]})" if field.cycle else ""
    yield f"{_capital(field.title)}{where}"
    if field.trouble:
        yield f"  There is nothing to choose: {field.trouble}."
    for choice in field.choices:
        yield _choice(choice)


def _resolved(result: Resolved) -> Iterator[str]:
    if result.outcome is not None:
        yield from _outcome(result.outcome)
    for decided in result.decided:
        yield f"{decided.sentence}."
    for field in result.fields:
        yield from _field(field)
    if result.outcome is None and not result.fields and not result.decided:
        yield "Nothing waits for a decision."
    elif result.fields:
        count = len(result.fields)
        yield ""
        yield (
            "1 field waits for the team to decide."
            if count == 1
            else f"{count} fields wait for the team to decide."
        )
    elif result.may_share and (result.outcome is None or result.outcome.is_saved):
        yield "To share it, type:"
        yield "  plc sync"


def _field(field: OpenField) -> Iterator[str]:
    yield from question(field)
    if field.trouble:
        yield f"  To take it off the list: {field.command}"
        return
    for choice in field.choices:
        yield f"  To take {choice.number}: {choice.command}"
    yield f'  To say something else: {field.command} --value "…"'


def _choice(choice: Choice) -> str:
    day = a_day(choice.date)
    who = "you" if choice.mine else choice.by
    parts = [who, day_text(day) if day else choice.date]
    if choice.in_place:
        parts.append("stands there now")
    told = ", ".join(part for part in parts if part)
    return f"  {choice.number}  {choice.words}" + (f"   ({told})" if told else "")


def _outcome(outcome: Outcome) -> Iterator[str]:
    if outcome.records:
        names = ", ".join(map(_name, outcome.records))
        count = len(outcome.records)
        what = "1 record" if count == 1 else f"{count} records"
        of = f" of {_and(outcome.people)}" if outcome.people else ""
        yield f"Put the versions{of} together in {what}: {names}"
    elif outcome.is_done and outcome.what:
        yield "Finished what somebody began here with git."
    for path in outcome.by_hand:
        yield f"Kept as somebody had typed it by hand: {_name(path)}"
    yield from outcome.kept
    for copy in outcome.copies:
        yield f"Both versions of {copy.path} are kept: the other is {copy.kept_as}"
        yield f"  {copy.why}"
    for path, kept in outcome.aside:
        yield f"What {path} held before is in {kept}, on this computer only."
    yield from _open(outcome)


def _open(outcome: Outcome) -> Iterator[str]:
    """Tell what is left that only a person can do."""
    yield from outcome.unreadable
    if outcome.unreadable:
        yield "  Mend that line, then type: plc resolve"
    if outcome.left:
        yield f"Left to you, as plc does not know them: {', '.join(outcome.left)}"
        yield "  Put each together by hand, type git add for it, then: plc resolve"
    if outcome.stopped:
        yield outcome.stopped
        yield f"  {outcome.hint}"
    if outcome.is_done and not outcome.is_saved and outcome.records:
        yield "It is in the folder, and not saved yet. To save it, type:"
        yield "  plc save"


def _name(path: str) -> str:
    """Answer a record as people call it: its file, and the cycle it belongs to."""
    parts = path.removesuffix(".yaml").split("/")
    if parts[0] == "cycles" and len(parts) == 4:
        return f"{parts[3]} of {parts[2][8:] or parts[2]}"
    return path


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _and(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


plain.lines.register(Resolved, _resolved)
