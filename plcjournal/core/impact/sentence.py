"""What changed in a measure, in one plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.figures import MEAN, NO_FIGURE, Kind, bare, with_unit
from plcjournal.core.impact.comparable import spoken_day

if TYPE_CHECKING:
    from plcjournal.core.impact.change import Aim, Change
    from plcjournal.core.impact.compared import Compared, Figure


def sentence_of(
    two: Compared, change: Change | None, target: Aim | None, altered: str = ""
) -> str:
    """Answer the sentence about a measure, whatever is known of it.

    `altered` names what was measured in another way the second time.
    """
    name = two.measure.name
    first, last = two.figure(two.first), two.figure(two.last)
    if first is None and last is None:
        return f"{name} {_nothing(two)}."
    if two.hides:
        return f"{name} has figures about so few that they stay hidden."
    if first is None or last is None:
        return _one_date(name, two, first, last)
    was, now = _told(first), _told(last)
    if two.pair is None:
        return f"{name}: {was}, {now}; these are no figures of one kind to compare."
    if change is None:
        return f"{name} went from {was} to {now}: too few for a percentage."
    if altered:
        return f"{name} was {was} and {now}: {gist_of(two, change, target, altered)}."
    moved = {"up": "rose", "down": "fell", "": "went"}[_way(change, two)]
    return f"{name} {moved} from {was} to {now}: {gist_of(two, change, target)}."


def gist_of(
    two: Compared, change: Change | None, target: Aim | None, altered: str = ""
) -> str:
    """Answer the change in a few words, '' where there is none to tell."""
    if change is None:
        return ""
    if altered:
        return (
            f"not like with like, as the {altered} changed in between; on paper "
            f"{_size(change, two)}"
        )
    same = _at_the_very_end(two)
    if same:
        return f"{same}{_reached(target, two)}"
    return f"{_size(change, two)}{_chance(change, two)}{_reached(target, two)}"


def _at_the_very_end(two: Compared) -> str:
    """Say that a share was all or none of them at both dates, '' where it was not."""
    if two.kind is not Kind.SHARE or two.pair is None:
        return ""
    numbers = {reading.number for reading in two.pair}
    if numbers == {100}:
        return "all of them both times, where no rise could show"
    if numbers == {0}:
        return "none of them either time, where no fall could show"
    return ""


def _nothing(two: Compared) -> str:
    groups = two.groups
    if not groups:
        return "has no figure for everybody yet"
    return (
        f"has figures of groups only ({', '.join(groups)}), none for everybody; a "
        "change is told for everybody alone, so that no group and no teacher is held "
        "up against another (plc show lists the figures)"
    )


def _one_date(
    name: str, two: Compared, first: Figure | None, last: Figure | None
) -> str:
    if last is not None:
        return f"{name} was {_told(last)}, with no baseline before it."
    if first is not None and two.ahead is not None:
        which = "its result" if two.ahead.role == "result" else "the other figure"
        return (
            f"{name} cannot be compared: its baseline is dated "
            f"{spoken_day(first.date)}, but {which} {spoken_day(two.ahead.date)}, "
            "which is not after it."
        )
    began = _told(first) if first else NO_FIGURE
    return f"{name} began at {began}; there is no later result yet."


def _told(figure: Figure) -> str:
    text, day = figure.text, spoken_day(figure.date)
    if text.startswith(MEAN):
        return f"a mean of {text.removeprefix(MEAN)} on {day}"
    return f"{text} on {day}"


def _text(number: float, two: Compared) -> str:
    return bare(abs(number), two.kind or Kind.AMOUNT)


def _way(change: Change, two: Compared) -> str:
    """Say which way a figure went as far as its decimals show."""
    if _text(change.number, two) == "0":
        return ""
    return "up" if change.number > 0 else "down"


def _size(change: Change, two: Compared) -> str:
    way, number = _way(change, two), _text(change.number, two)
    if not way:
        return "no change to speak of"
    unit = "" if two.kind is Kind.COUNT else f" {change.unit}"
    if number == "1":
        unit = unit.removesuffix("s")
    beside = " (lower is better)" if two.measure.better == "down" else ""
    return f"{way} {number}{unit}{beside}"


def _chance(change: Change, two: Compared) -> str:
    found = change.interval
    if found is None:
        return ""
    if found.holds(0):
        low, high = (_edge(end, two) for end in (found.low, found.high))
        explained = (
            ", so that chance alone could explain it" if _way(change, two) else ""
        )
        return f", anywhere from {low} to {high} allowing for chance{explained}"
    least, most = sorted((abs(found.low), abs(found.high)))
    return f", between {_text(least, two)} and {_text(most, two)} allowing for chance"


def _edge(end: float, two: Compared) -> str:
    number = _text(end, two)
    if number == "0":
        return "no change"
    return f"{number} {'up' if end > 0 else 'down'}"


def _reached(target: Aim | None, two: Compared) -> str:
    if target is None:
        return ""
    value = with_unit(target.value, target.kind, two.measure.unit)
    if target.kind is not two.kind:
        value = f"a mean of {value}"
    if target.met_at_start:
        if target.is_reached:
            return f"; the target of {value} was met at the start already"
        return f"; the target of {value}, met at the start, is met no longer"
    if target.is_reached:
        return f"; the target of {value} is reached"
    if target.progress is None or not 0 < target.progress < 1:
        return f"; the target of {value} is not reached"
    done = min(round(100 * target.progress), 99)
    return f"; {done} % of the way to the target of {value}"
