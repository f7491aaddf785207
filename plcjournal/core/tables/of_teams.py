"""The tables about work together: meetings, and what was changed when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.tables.column import Column, Kind, Plan

if TYPE_CHECKING:
    from plcjournal.core.tables.sources import Met, Said

_ID, _TEXT, _DAY = Kind.ID, Kind.TEXT, Kind.DAY

MEETINGS: Plan[Met] = Plan(
    "meetings",
    "One row for each meeting a team wrote down; for the team alone.",
    (
        Column("meeting", _ID, "Name of the meeting", lambda one: one.name),
        Column("team", _ID, "Team that met", lambda one: one.team),
        Column(
            "team_name", _TEXT, "What the team is called", lambda one: one.team_name
        ),
        Column(
            "date",
            _DAY,
            "Day it was held",
            lambda one: one.meeting.date or one.name[: len("2025-11-05")],
        ),
        Column(
            "minutes",
            Kind.WHOLE,
            "How long it took",
            lambda one: one.meeting.minutes,
            "minutes",
        ),
        Column(
            "facilitator",
            _TEXT,
            "Who led it",
            lambda one: one.called(one.meeting.facilitator or ""),
        ),
        Column(
            "present",
            Kind.TEXTS,
            "Who was there",
            lambda one: tuple(map(one.called, one.meeting.present)),
        ),
        Column(
            "focus",
            _TEXT,
            "instruction, evidence, planning or logistics",
            lambda one: one.meeting.focus,
        ),
        Column(
            "cycles",
            Kind.IDS,
            "Cycles it was about",
            lambda one: one.meeting.cycles,
            refers="cycles.cycle",
        ),
        Column(
            "decided",
            Kind.TEXTS,
            "What was decided",
            lambda one: one.meeting.decided,
        ),
    ),
)

CHANGES: Plan[Said] = Plan(
    "changes",
    "One row for each sentence about what somebody saved, the oldest first.",
    (
        Column(
            "change",
            _ID,
            "Id of what was saved in one go; for the team alone",
            lambda one: one.change,
        ),
        Column(
            "part",
            Kind.WHOLE,
            "Which sentence about it this is, counted from 1",
            lambda one: one.part,
        ),
        Column("date", _DAY, "Day it was saved", lambda one: one.day),
        Column(
            "moment",
            _TEXT,
            "Date and time it was saved, by that computer's clock; for the team alone",
            lambda one: one.moment,
        ),
        Column(
            "who",
            _TEXT,
            "Who saved it: by name for the team, by what they do for others",
            lambda one: one.who,
        ),
        Column(
            "cycle",
            _ID,
            "Cycle that was changed; none beside the cycles",
            lambda one: one.cycle,
            refers="cycles.cycle",
        ),
        Column("sentence", _TEXT, "What changed", lambda one: one.sentence),
    ),
)
