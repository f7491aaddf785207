"""What must hold inside a cycle and between the records of a journal."""

from collections.abc import Iterable, Iterator, Sequence

from plcjournal.core import layout
from plcjournal.core.dated import JournalRecord
from plcjournal.core.evidence_rules import check_measure
from plcjournal.core.findings import Finding
from plcjournal.core.identity import key_of
from plcjournal.core.journal import Cycle, Journal
from plcjournal.core.model_rules import (
    check_answers,
    check_fit,
    check_model,
    check_named,
    still_open,
)
from plcjournal.core.near import near, or_list
from plcjournal.core.records import Action, Item
from plcjournal.core.rulebook import finding
from plcjournal.core.settings import SMALLEST_GROUP, Neighbour
from plcjournal.core.shape import plain
from plcjournal.core.team import Meeting, Member


def check(journal: Journal, paths: Iterable[str] | None = None) -> tuple[Finding, ...]:
    """Answer every finding between fields and records.

    With `paths`, only the cycles, teams and meetings these files belong to are checked.
    """
    spots = None if paths is None else [layout.spot(path) for path in paths]
    names = None if spots is None else {spot.name for spot in spots if spot}

    def wanted(name: str) -> bool:
        return names is None or name in names

    checks = _checks(journal)
    return tuple(one for name, found in checks if wanted(name) for one in found)


def _checks(journal: Journal) -> Iterator[tuple[str, Iterator[Finding]]]:
    """Answer what to check, by the name of what it belongs to."""
    yield "", _settings(journal)
    for name, model in journal.models.items():
        yield name, check_model(journal, name, model)
        if name in journal.own_models:
            yield name, _contested(layout.model_path(name), model)
    for name, team in journal.teams.items():
        path = layout.team_path(name)
        yield name, _double_ids(path, ("members",), team.members)
        yield name, _contested(path, team)
    for name, meeting in journal.meetings.items():
        yield name, _meeting(journal, name, meeting)
        yield name, _contested(f"meetings/{name}.yaml", meeting)
    for name, cycle in journal.cycles.items():
        yield name, check_cycle(journal, cycle)


def check_cycle(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    """Find what does not hold in one cycle; unread records are left out."""
    rules = {
        "priority": _priority,
        "evidence": _evidence,
        "action": _action,
        "review": _review,
    }
    for stage, rule in rules.items():
        if stage not in cycle.unread:
            yield from rule(journal, cycle)
            yield from _contested(
                layout.stage_path(cycle.name, stage), cycle.stage(stage)
            )
            if "priority" not in cycle.unread:  # which names the model
                yield from check_answers(journal, cycle, stage)
    yield from still_open(journal, cycle)
    if "priority" not in cycle.unread:
        yield from check_fit(journal, cycle)


def _settings(journal: Journal) -> Iterator[Finding]:
    smallest = journal.settings.privacy.min_group
    if smallest < SMALLEST_GROUP:
        yield finding(
            "group-too-small",
            layout.SETTINGS,
            f"A group of {smallest} is too small to hide anybody; 5 is the least.",
            loc=("privacy", "min_group"),
            field="privacy.min_group",
            fix="min_group: 10",
        )
    yield from check_named(journal, layout.SETTINGS, journal.settings.model)
    yield from _double_ids(layout.SETTINGS, ("network",), journal.settings.network)
    yield from _contested(layout.SETTINGS, journal.settings)


def _meeting(journal: Journal, name: str, meeting: Meeting) -> Iterator[Finding]:
    path = f"meetings/{name}.yaml"
    folder = name[11:]
    team = meeting.team or folder
    if folder in journal.teams and team != folder:
        message = f"'team' says {team}, but the file is called {name}; choose one."
        fix = f"team: {folder}"
        yield finding(
            "team-and-folder", path, message, loc=("team",), field="team", fix=fix
        )
    if not team:
        message = "Nobody can tell which team met."
        yield finding("unknown-team", path, message, field="team", fix="team: …")
        return
    if team not in journal.teams:
        yield _unknown_team(journal, path, team)
        return
    members = [member.id for member in journal.teams[team].members]
    for number, person in enumerate(meeting.present):
        if person not in members:
            yield _unknown(
                path,
                "unknown-member",
                f"'{person}' is no member of {team}",
                person,
                members,
                ("present", number),
                f"present.{person}",
            )
    for number, cycle in enumerate(meeting.cycles):
        if cycle not in journal.cycles:
            place = ("cycles", number)
            yield _unknown_cycle(journal, path, cycle, place, f"cycles.{cycle}")


def _unknown(  # noqa: PLR0913, PLR0917  # the parts of one sentence
    path: str,
    rule: str,
    sentence: str,
    name: str,
    known: Sequence[str],
    loc: tuple[str | int, ...],
    field: str,
) -> Finding:
    close = near(name, known)
    tip = f"; did you mean {or_list(close)}?" if close else "."
    fix = close[0] if close else ""
    return finding(rule, path, sentence + tip, loc=loc, field=field, fix=fix)


def _unknown_team(journal: Journal, path: str, team: str) -> Finding:
    sentence = f"There is no team '{team}' in this journal"
    known = [*journal.teams]
    return _unknown(path, "unknown-team", sentence, team, known, ("team",), "team")


def _unknown_cycle(
    journal: Journal, path: str, name: str, loc: tuple[str | int, ...], field: str
) -> Finding:
    sentence = f"There is no cycle '{name}' in this journal"
    known = [*journal.cycles]
    return _unknown(path, "unknown-cycle", sentence, name, known, loc, field)


def _double_ids(
    path: str,
    loc: tuple[str | int, ...],
    items: Sequence[Item | Member | Neighbour],
    field: str = "",
) -> Iterator[Finding]:
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


def _priority(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    path = layout.stage_path(cycle.name, "priority")
    priority = cycle.priority
    if priority.team is not None and priority.team != cycle.team:
        message = (
            f"'team' says {priority.team}, but the cycle lies in the folder of "
            f"{cycle.team}; the folder is right."
        )
        yield finding(
            "team-and-folder",
            path,
            message,
            loc=("team",),
            field="team",
            fix=f"team: {cycle.team}",
        )
    if cycle.team not in journal.teams:
        yield _unknown_team(journal, path, cycle.team)
    if priority.model:
        yield from check_named(journal, path, priority.model)
    if priority.follows and priority.follows not in journal.cycles:
        place = ("follows",)
        yield _unknown_cycle(journal, path, priority.follows, place, "follows")
    yield from _double_ids(path, ("assumptions",), priority.assumptions)
    opened, review_by = priority.opened, priority.review_by
    if opened and review_by and review_by < opened:
        message = f"The review ({review_by}) comes before the start ({opened})."
        yield _late(path, message, "review_by")


def _late(path: str, message: str, field: str) -> Finding:
    loc = (field,)
    return finding("dates-in-order", path, message, loc=loc, field=field)


def _round(
    cycle: Cycle,
    path: str,
    loc: tuple[str | int, ...],
    field: str,
    named: str | None,
) -> Iterator[Finding]:
    rounds = [turn.id for turn in cycle.action.rounds]
    if named and named not in rounds and "action" not in cycle.unread:
        yield _unknown(
            path,
            "unknown-reference",
            f"There is no round '{named}' in this cycle",
            named,
            rounds,
            (*loc, "round"),
            f"{field}.round",
        )


def _evidence(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    del journal
    path = layout.stage_path(cycle.name, "evidence")
    yield from _double_ids(path, ("measures",), cycle.evidence.measures)
    yield from _double_ids(path, ("observations",), cycle.evidence.observations)
    for number, measure in enumerate(cycle.evidence.measures):
        field = f"measures.{measure.id}"
        loc: tuple[str | int, ...] = ("measures", number)
        yield from _double_ids(
            path, (*loc, "groups"), measure.groups, f"{field}.groups"
        )
        yield from check_measure(path, number, measure)
        for index, result in enumerate(measure.results):
            key = key_of("results", plain(result))
            place = (*loc, "results", index)
            here = f"{field}.results.{key}"
            yield from _round(cycle, path, place, here, result.round)


def _reasons(cycle: Cycle) -> list[str]:
    evidence = cycle.evidence
    found: tuple[Item, ...] = (*evidence.measures, *evidence.observations)
    return [item.id for item in (*found, *cycle.action.log)]


def _because(
    cycle: Cycle,
    path: str,
    loc: tuple[str | int, ...],
    field: str,
    reasons: Sequence[str],
) -> Iterator[Finding]:
    if {"evidence", "action"} & cycle.unread:
        return
    known = _reasons(cycle)
    for number, reason in enumerate(reasons):
        if reason not in known:
            sentence = f"'{reason}' is no measure, observation or note of this cycle"
            yield _unknown(
                path,
                "unknown-reference",
                sentence,
                reason,
                known,
                (*loc, "because", number),
                f"{field}.because.{reason}",
            )


def _action(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    del journal
    path = layout.stage_path(cycle.name, "action")
    plan = cycle.action
    yield from _double_ids(path, ("actions",), plan.actions)
    yield from _double_ids(path, ("learning",), plan.learning)
    yield from _double_ids(path, ("rounds",), plan.rounds)
    yield from _double_ids(path, ("log",), plan.log)
    for number, entry in enumerate(plan.log):
        here = f"log.{entry.id}"
        yield from _round(cycle, path, ("log", number), here, entry.round)
    for number, action in enumerate(plan.actions):
        loc: tuple[str | int, ...] = ("actions", number)
        field = f"actions.{action.id}"
        yield from _because(cycle, path, loc, field, action.because)
        yield from _round(cycle, path, loc, field, action.round)
        yield from _status(path, loc, field, action)
        if not action.because and cycle.evidence.measures:
            message = f"'{action.id}' names no evidence as its reason."
            fix = f"plc set action.{field}.because {cycle.evidence.measures[0].id}"
            here = f"{field}.because"
            yield finding(
                "action-without-reason", path, message, loc=loc, field=here, fix=fix
            )


def _status(
    path: str, loc: tuple[str | int, ...], field: str, action: Action
) -> Iterator[Finding]:
    rules = {
        "done-without-status": (
            action.done and action.status != "done",
            f"'{action.id}' has a done date but is {action.status}.",
            ("done", "done", "status: done"),
        ),
        "dropped-without-why": (
            action.status == "dropped" and not action.why,
            f"'{action.id}' was dropped; a word on why helps others.",
            ("status", "why", "why: …"),
        ),
    }
    for rule, (broken, message, (at, key, fix)) in rules.items():
        if broken:
            here = f"{field}.{key}"
            yield finding(rule, path, message, loc=(*loc, at), field=here, fix=fix)


def _review(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    del journal
    path = layout.stage_path(cycle.name, "review")
    review = cycle.review
    yield from _double_ids(path, ("learned",), review.learned)
    yield from _double_ids(path, ("assumptions",), review.assumptions)
    for number, claim in enumerate(review.learned):
        loc = ("learned", number)
        yield from _because(cycle, path, loc, f"learned.{claim.id}", claim.because)
    if "priority" not in cycle.unread:
        known = [assumption.id for assumption in cycle.priority.assumptions]
        for number, assumption in enumerate(review.assumptions):
            if assumption.id not in known:
                yield _unknown(
                    path,
                    "unknown-reference",
                    f"The priority lists no assumption '{assumption.id}'",
                    assumption.id,
                    known,
                    ("assumptions", number, "id"),
                    f"assumptions.{assumption.id}.id",
                )
    if review.closed and review.outcome is None:
        message = (
            "A closed cycle needs an outcome: met, partly, not-met or cannot-tell."
        )
        yield finding(
            "closed-without-outcome",
            path,
            message,
            loc=("closed",),
            field="outcome",
            fix="outcome: cannot-tell",
        )
    if review.closed and not review.learned:
        message = "A closed cycle needs one thing the team learned."
        yield finding(
            "closed-without-learning", path, message, loc=("closed",), field="learned"
        )
    opened = cycle.priority.opened
    for name in ("held", "closed"):
        day = getattr(review, name)
        if day and opened and day < opened:
            message = f"'{name}' ({day}) comes before the cycle opened ({opened})."
            yield _late(path, message, name)
    if review.held and review.closed and review.closed < review.held:
        message = (
            f"Closed ({review.closed}) before the review was held ({review.held})."
        )
        yield _late(path, message, "closed")


def _contested(path: str, record: JournalRecord) -> Iterator[Finding]:
    for number, entry in enumerate(record.contested):
        message = f"'{entry.field}' has {len(entry.values)} versions; choose one."
        loc = ("contested", number)
        yield finding("contested", path, message, loc=loc, field=entry.field)
