"""Findings, teams, places found and a journal begun, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.results import Begun, Checked, Found, RuleList, TeamList, TeamView
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.findings import Finding


@lines.register(Checked)
def _checked(result: Checked) -> Iterator[str]:
    for sentence in result.mended:
        yield f"Mended: {sentence}"
    for number, found in enumerate(result.findings):
        yield from finding_lines(found, result.excerpts.get(number, ""))
    yield counted(result)


def finding_lines(found: Finding, excerpt: str) -> Iterator[str]:
    """Tell one finding: place, sentence, the line itself, what to type instead."""
    place = f"{found.path}:{found.line}:{found.column}" if found.line else found.path
    yield f"{place}: {found.severity}: {found.message} [{found.rule}]"
    for line in excerpt.splitlines():
        yield f"    {line}"
    if found.fix:
        verb = "To change it, type" if found.fix.startswith("plc ") else "Type instead"
        yield f"  {verb}: {found.fix}"


def counted(result: Checked) -> str:
    """Say how many records were looked at and what was found."""
    words = []
    for severity in ("error", "warning", "note"):
        number = sum(found.severity == severity for found in result.findings)
        if number:
            words.append(f"{number} {severity}{'s' if number > 1 else ''}")
    found = ", ".join(words) or "nothing to mend"
    records = "1 record" if result.records == 1 else f"{result.records} records"
    return f"{records} checked: {found}."


@lines.register(RuleList)
def _rules(result: RuleList) -> Iterator[str]:
    for name, severity, reason in result.rules:
        yield f"{name} ({severity}): {reason}"


@lines.register(TeamList)
def _teams(result: TeamList) -> Iterator[str]:
    for team in result.teams:
        yield from _team_in_short(team)


@lines.register(TeamView)
def _team(result: TeamView) -> Iterator[str]:
    yield from _team_in_short(result)
    for label, texts in (("Hope", result.hopes), ("Fear", result.fears)):
        for text in texts:
            yield f"  {label}: {text}"
    for turn in result.facilitated:
        yield f"  Facilitated on {turn.date}: {turn.name}"


def _team_in_short(result: TeamView) -> Iterator[str]:
    yield f"{result.name} ({result.id})"
    for member in result.members:
        left = ", has left" if member.left else ""
        yield f"  {member.name}, {member.role}{left} [{member.id}]"
    if not result.members:
        yield f'  Nobody yet: plc team {result.id} --add "NAME" --role teacher'
    if result.meeting:
        yield f"  Meets: {result.meeting}"
    for norm in result.norms:
        yield f"  Norm: {norm}"
    for cycle in result.cycles:
        yield f"  Open cycle: {cycle}"


@lines.register(Found)
def _found(result: Found) -> Iterator[str]:
    if not result.hits:
        yield f"Nothing here touches '{result.words}'."
    for hit in result.hits:
        name = f" [{hit.id}]" if hit.id else ""
        yield f"{hit.sentence}"
        yield f"  {hit.where}{name} in {hit.title} ({hit.cycle})"


@lines.register(Begun)
def _begun(result: Begun) -> Iterator[str]:
    yield f"{result.sentence}."
    yield from result.notes
    for command, what in result.try_next:
        yield f"  {command:<28}  {what}"
