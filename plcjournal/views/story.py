"""One cycle whole, in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.story import Story
from plcjournal.views.plain import lines, what_next

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.story import Line, MeasureStory


def _story(result: Story) -> Iterator[str]:
    status = result.status
    yield status.title
    yield f"Cycle: {status.cycle}"
    yield f"Team: {status.team_name}"
    span = (
        f"Opened: {status.opened or 'not said'}; review by: {status.review_by or '-'}"
    )
    yield span
    yield f"Stage: {status.stage} (model: {status.model})"
    for stage in status.unread:
        yield f"Could not be read: {stage}.yaml"
    for field in status.contested:
        yield f"Two versions, waiting for the team: {field}"
    for step in result.steps:
        parts = [line for part in step.holds for line in _part(result, part)]
        if not (parts or step.answer or not step.done):
            continue
        yield ""
        yield step.name if step.done else f"{step.name} (still to do)"
        yield from (f"  {line}" for line in step.answer.splitlines())
        yield from parts
    if status.next and not status.closed:
        yield ""
        yield from what_next(status.next)


def _part(result: Story, part: str) -> Iterator[str]:
    """Tell one part of a story: facts, measures, or one of its lists."""
    content = getattr(result, part)
    if part == "measures":
        for measure in content:
            yield from _measure(measure)
    elif part in ("facts", "review"):
        for label, text in content:
            yield f"  {label}: {text}"
    elif content:
        yield f"  {_HEADINGS[part]}"
        yield from (f"  {_line(item)}" for item in content)


_HEADINGS = {
    "observations": "Noticed",
    "actions": "Actions",
    "learning": "What we learn ourselves",
    "log": "Notes",
    "learned": "Learned",
}


def _measure(measure: MeasureStory) -> Iterator[str]:
    aim = f" (target {measure.target})" if measure.target else ""
    yield f"  {measure.name} [{measure.id}]{aim}"
    if measure.prediction:
        yield f"    Predicted: {measure.prediction}"
    for point in measure.points:
        group = f" {point.group}" if point.group else ""
        yield f"    {point.date} {point.role}{group}: {point.text}"
    if measure.change:
        yield f"    Change: {measure.change}"


def _line(item: Line) -> str:
    beside = f" ({item.beside})" if item.beside else ""
    return f"  {item.text}{beside} [{item.id}]"


lines.register(Story, _story)
