"""One cycle as a page that others can learn from, without any editing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.impact.cycle import cycle_impact
from plcjournal.errors import Exit, PlcError
from plcjournal.exporting import markup
from plcjournal.exporting.as_page import facts, points, section, table, whole
from plcjournal.exporting.rows import past_steps
from plcjournal.exporting.sight import check_some
from plcjournal.site.cycle_page import Seen, lines_of, page_of
from plcjournal.site.overview import places_of
from plcjournal.site.parts import EVERYBODY
from plcjournal.site.words import long_day, safe, short_day, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.impact.cycle import CycleImpact
    from plcjournal.core.impact.impact import Impact
    from plcjournal.core.records import Audience
    from plcjournal.exporting.sight import Sight
    from plcjournal.site.parts import Claim, CyclePage, Item, MeasureView

_MOST_NOTES = 12
# Which part of a page stands under which heading.
_UNDER = {
    "facts": "priority",
    "measures": "evidence",
    "observations": "evidence",
    "actions": "action",
    "learning": "action",
    "log": "action",
    "review": "review",
    "learned": "review",
}
_SURE = {
    "tentative": "A first idea",
    "supported": "Supported by what we saw",
    "strong": "Seen more than once",
}
_AFTER = {"planned": "planned", "doing": "begun", "dropped": "dropped", "done": "done"}


class NotShared(PlcError):
    """A cycle that an audience may not see."""

    exit_code = Exit.NOT_SHARED

    def __init__(self, cycle: Cycle, audience: Audience) -> None:
        super().__init__(
            f"{cycle.name} is shared with the {cycle.review.share} only, so there is no"
            f" case study of it for the audience '{audience}'.",
            f"If the team wants it so: plc set review.share {audience} --cycle"
            f" {cycle.name}",
        )


class NotSaved(PlcError):
    """A cycle that is in the folder, but was never saved."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not saved yet, and an export tells what is saved.",
            "Save it first: plc save",
        )


class NotWhole(PlcError):
    """A cycle of which a record cannot be read."""

    def __init__(self, cycle: Cycle) -> None:
        stage = min(cycle.unread)
        path = f"cycles/{cycle.name}/{stage}.yaml"
        super().__init__(
            f"{path} cannot be read as it was saved, so a case study would tell only "
            "half of it; none was made.",
            f"See what is wrong, mend it and save it: plc validate {path}",
        )


def case_study(sight: Sight, name: str) -> str:
    """Answer the page of a cycle in Markdown.

    Raises:
        NotSaved: it is not in the journal as it was saved.
        NotShared: the audience may not see it.
        NotWhole: a record of it cannot be read.
        NotExported: it would point at a person.
    """
    asked = sight.whole.cycles.get(name)
    if asked is None:
        raise NotSaved(name)
    if asked.unread:
        raise NotWhole(asked)
    if name not in sight.journal.cycles:
        raise NotShared(asked, sight.audience)
    cycle, journal = sight.journal.cycles[name], sight.journal
    line = lines_of(sight.among, sight.among.cycles).get(name, ())
    check_some(sight, [*dict.fromkeys((name, *line))])
    with sight.revisions.objects() as objects:
        steps = past_steps(sight.past(name), cycle, objects)
    seen = Seen(
        cycle=cycle,
        told=sight.codes(name),
        deeds=(),
        steps=steps,
        line=line,
        stale=sight.is_stale(name),
    )
    page = page_of(journal, seen, sight.people, places_of(journal, cycle.team))
    impact = cycle_impact(journal, cycle, steps)
    return safe(whole(_lines(page, impact, sight, cycle)))


def _lines(
    page: CyclePage, impact: CycleImpact, sight: Sight, cycle: Cycle
) -> Iterator[str]:
    answers = _answers(page)
    yield f"# {markup.inline(page.card.title)}"
    yield ""
    yield f"*{markup.inline(_in_short(page))}*"
    yield from section("Context", _context(page, sight, cycle))
    yield from section(
        "Priority",
        _paragraphs(page.need),
        facts([("Our question", page.question)]),
        _assumed(page),
        answers.get("priority", ()),
    )
    yield from section(
        "Evidence",
        *(_figures(one) for one in page.measures),
        points(map(_noticed, page.observations)),
        answers.get("evidence", ()),
    )
    yield from section(
        "What we tried",
        facts([("Why we thought it would help", page.theory)]),
        points(map(_action, page.actions)),
        _notes(page),
        _own_learning(page),
        answers.get("action", ()),
    )
    yield from section(
        "What changed", *_changed(page, impact), answers.get("review", ())
    )
    yield from section("What we learned", points(map(_claim, page.claims)))
    yield from section("Next", _next(page))
    yield from ("", "---", "", f"*{_ending(sight)}*")


def _in_short(page: CyclePage) -> str:
    card = page.card
    span = (
        f"{short_day(card.opened)} to {short_day(card.closed)}" if card.closed else ""
    )
    if not span and card.opened:
        span = f"since {short_day(card.opened)}"
    state = "" if card.closed else "still going on"
    outcome = f"outcome: {card.outcome.lower()}" if card.outcome else ""
    return ", ".join(part for part in (card.team, span, outcome, state) if part)


def _context(page: CyclePage, sight: Sight, cycle: Cycle) -> Iterator[str]:
    there = sight.journal.teams.get(cycle.team)
    who = ""
    if there:
        names = (one for one, _ in sight.people.members(cycle.team))
        who = ", ".join(names)
    known = [(label, spoken(text)) for label, text in page.facts]
    line = ", then ".join(one.text for one in page.line)
    return facts([*known, ("Who worked on it", who), ("Line of cycles", line)])


def _paragraphs(text: str) -> Iterator[str]:
    if text.strip():
        yield markup.block(text)


def _answers(page: CyclePage) -> Mapping[str, list[str]]:
    """Answer what the team wrote for the steps of its model, by heading."""
    found: dict[str, list[str]] = {}
    here = "priority"
    for step in page.steps:
        here = next((_UNDER[part] for part in step.holds if part in _UNDER), here)
        if step.answer.strip():
            lines = found.setdefault(here, [])
            lines += [""] if lines else []
            lines.append(f"**{markup.inline(step.question or step.name)}**")
            lines += ["", markup.block(step.answer)]
    return found


def _assumed(page: CyclePage) -> Iterator[str]:
    if page.assumptions:
        yield "What we took for granted:"
        yield ""
    for one in page.assumptions:
        now = f" ({one.state} in the end)" if one.state else ""
        yield from points([f"{one.text}{now}"])


def _figures(measure: MeasureView) -> Iterator[str]:
    told = [f"**{markup.inline(measure.name)}.**"]
    if measure.tool:
        told.append(markup.inline(f"Measured with: {_sentence(measure.tool)}"))
    if measure.target:
        told.append(f"Target: {spoken(measure.target)}.")
    yield " ".join(told)
    yield ""
    if not measure.rows:
        yield "No figure yet."
        return
    heads, several = ["Day", "When", "Figure"], measure.has_groups
    if several:
        heads.insert(2, "Whom")
    rows = []
    for row in measure.rows:
        told = [long_day(row.date), row.role, row.text]
        if several:
            told.insert(2, row.whom if row.whom != EVERYBODY else "everybody")
        rows.append(told)
    yield from table(heads, rows)


def _noticed(one: Item) -> str:
    day = f"{long_day(one.beside[0])}: " if one.beside else ""
    return f"{day}{one.text}" + (f" (perhaps: {one.state})" if one.state else "")


def _action(one: Item) -> str:
    state = _AFTER.get(one.state, one.state)
    told = [spoken(part) for part in one.beside]
    if one.state == "done" and one.beside and spoken(one.beside[0]) != one.beside[0]:
        told[0] = f"done {told[0]}"
        state = ""
    beside = ", ".join(part for part in (state, *told) if part)
    return f"{one.text} ({beside})" if beside else one.text


def _notes(page: CyclePage) -> Iterator[str]:
    if not page.log:
        return
    yield "How it went:"
    yield ""
    yield from points(map(_noticed, page.log[-_MOST_NOTES:]))
    more = len(page.log) - _MOST_NOTES
    if more > 0:
        yield f"- (and {more} earlier note{'s' if more > 1 else ''} in the journal)"


def _own_learning(page: CyclePage) -> Iterator[str]:
    if page.learning:
        yield "What we learned ourselves to do it:"
        yield ""
        yield from points(map(_action, page.learning))


def _changed(page: CyclePage, impact: CycleImpact) -> Iterator[Iterable[str]]:
    yield _paragraphs(page.changed)
    told = [*zip(page.measures, impact.measures, strict=True)]
    bear = [_to_bear_in_mind(one) for one in page.measures if one.gist]
    is_same = len(bear) > 1 and len({*bear}) == 1
    yield points(
        words
        for measure, found in told
        if (words := _impact(measure, found, told_once=is_same))
    )
    if is_same and bear[0]:
        yield [f"Of all of these: {markup.inline(bear[0])}"]
    outcome = dict(page.review).get("Outcome", "")
    yield facts([("Outcome, as we see it ourselves", outcome)])
    if page.stale:
        yield ["The evidence was changed after this review."]


def _impact(measure: MeasureView, found: Impact, *, told_once: bool) -> str:
    if not measure.gist:
        return measure.sentence
    bear = "" if told_once else _to_bear_in_mind(measure)
    return f"{found.sentence} {bear}".strip()


def _to_bear_in_mind(measure: MeasureView) -> str:
    """Answer how the figures came about, and what keeps them from saying more."""
    return " ".join(map(_sentence, filter(None, (measure.design, *measure.cautions))))


def _sentence(text: str) -> str:
    told = text[:1].upper() + text[1:]
    return told if told.endswith((".", "?")) else f"{told}."


def _claim(one: Claim) -> str:
    sure = _SURE.get(one.confidence, one.confidence)
    rests = f"; it rests on: {'; '.join(one.rests_on)}" if one.rests_on else ""
    transfer = f" Where else it may hold: {one.transfer}" if one.transfer else ""
    return f"{_sentence(one.text)} {sure}{rests}.{transfer}"


def _next(page: CyclePage) -> Iterator[str]:
    told = dict(page.review)
    after = [one.text for one in page.line]
    here = next((at for at, one in enumerate(page.line) if one.is_here), len(after))
    following = ", then ".join(after[here + 1 :])
    state = "" if page.card.closed else page.card.state
    return facts(
        [
            ("What becomes of it", told.get("What comes next", "")),
            ("Carried on in", following),
            ("The step we are at", state),
        ]
    )


def _ending(sight: Sight) -> str:
    name = markup.inline(sight.journal.settings.name)
    day = long_day(sight.saved[: len("2025-11-05")])
    small = ""
    if not sight.is_for_team:
        small = (
            " Figures about few learners are hidden, and people are called by what"
            " they do."
        )
    return f"From {name}, as it was saved on {day}.{small}"
