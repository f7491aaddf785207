"""A meeting that a person is about to have, or to write down."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from plcjournal.cli.team import positive
from plcjournal.cli.typed import NotUnderstood, one_of

if TYPE_CHECKING:
    from plcjournal.cli.session import Say, Session
    from plcjournal.core.edits.meeting import Met, NextAction
    from plcjournal.core.meetings import Agenda

FOCI = ("instruction", "evidence", "planning", "logistics")


@dataclass(frozen=True, slots=True)
class Given:
    """What the flags say, in a person's words."""

    present: tuple[str, ...] | None
    facilitator: str | None
    focus: str | None
    decided: tuple[str, ...]
    actions: tuple[str, ...]
    minutes: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting that a person is about to have or to write down."""

    session: Session
    team: str
    day: str
    cycles: tuple[str, ...]
    given: Given
    agenda: Agenda

    @classmethod
    def of(
        cls, session: Session, team: str | None, cycle: str | None, given: Given
    ) -> Meeting:
        """Find out which team, day and cycles a person means."""
        from plcjournal.core.meetings import Wish, agenda_of
        from plcjournal.core.people import member

        journal = session.read.journal
        about = session.cycle(cycle) if cycle else None
        if team is None and about is not None and about.team in journal.teams:
            chosen = about.team
        else:
            chosen = session.team(team)
        day = session.day(given.date, "--date", session.workspace.today)
        found = (about,) if about else journal.open_cycles(chosen)
        cycles = tuple(one.name for one in found)
        leads = given.facilitator
        wish = Wish(
            cycles=cycles,
            minutes=positive(given.minutes, "--minutes")
            if given.minutes is not None
            else None,
            facilitator=member(chosen, journal.teams[chosen], leads)
            if leads is not None
            else None,
        )
        agenda = agenda_of(journal, chosen, day, wish)
        return cls(session, chosen, day, cycles, given, agenda)

    @property
    def draft(self) -> str:
        """Answer the name under which answers wait on this machine."""
        return (
            f"meet-{self.day}-{self.team}" if self.given.date else f"meet-{self.team}"
        )

    def told(self) -> Met:
        """Answer what the flags say about the meeting.

        Raises:
            NotUnderstood: a flag says nothing that is wanted.
        """
        from plcjournal.core.edits.meeting import Met
        from plcjournal.core.people import people

        given, agenda = self.given, self.agenda
        team = self.session.read.journal.teams[self.team]
        is_new = agenda.so_far is None
        here = None
        if given.present is not None:
            here = people(self.team, team, ", ".join(given.present))
        return Met(
            team=self.team,
            date=self.day,
            present=here,
            facilitator=self.leads(here) if is_new or given.facilitator else None,
            focus=one_of(given.focus, FOCI, "--focus")
            if given.focus is not None
            else None,
            minutes=agenda.minutes if is_new or given.minutes else None,
            decided=given.decided,
            cycles=self.cycles,
            actions=tuple(self.action(words) for words in given.actions),
        )

    def leads(self, present: tuple[str, ...] | None) -> str | None:
        """Answer who facilitates: whoever was named, or whose turn it is of those."""
        from plcjournal.core.meetings import rota

        journal, agenda = self.session.read.journal, self.agenda
        is_said = self.given.facilitator or (
            agenda.so_far and agenda.so_far.facilitator
        )
        if is_said or not present:
            return agenda.facilitator or None
        return next(iter(rota(journal, self.team, self.day, present)), None)

    def action(self, words: str) -> NextAction:
        """Answer the next action that `WHAT; owner; due` says.

        Raises:
            NotUnderstood: it says no such thing.
        """
        parts = [part.strip() for part in words.split(";")]
        if not parts[0] or len(parts) > 3:
            raise NotUnderstood(
                f"--action: '{words}' is not in the form WHAT; owner; due.",
                '--action "Exit slips in all classes; Math coach; next friday"',
            )
        what, owner, due = (*parts, "", "")[:3]
        day = self.session.day(due, "--action", self.usual_due)
        return self.planned(self.home(), what, owner, day)

    def planned(self, cycle: str, what: str, owner: str, due: str) -> NextAction:
        """Answer a next action; an owner who is a member goes by their id."""
        from plcjournal.core.edits.meeting import NextAction
        from plcjournal.core.people import id_of

        team = self.session.read.journal.teams[self.team]
        return NextAction(cycle, what, id_of(team, owner) or None, due)

    @property
    def usual_due(self) -> str:
        """Answer when an action is due if nobody says so."""
        from plcjournal.core.meetings import two_weeks_after

        return two_weeks_after(self.day)

    def home(self) -> str:
        """Answer the cycle that next actions belong to.

        Raises:
            NoOpenCycle: the team has none.
            WhichOne: it has several, and nobody can be asked.
        """
        from plcjournal.core.journal import NoOpenCycle, WhichOne

        if not self.cycles:
            raise NoOpenCycle
        if len(self.cycles) == 1:
            return self.cycles[0]
        if self.session.screen.can_ask:
            return self.session.screen.choose("For which cycle?", self.cycles)
        hint = f"Add --cycle {self.cycles[0].split('/')[1][8:]}"
        sentence = "Which cycle are the actions for?"
        raise WhichOne(sentence, self.cycles, hint)

    def keep(self, met: Met, *, by_hand: bool = False) -> None:
        """Save the meeting; words that may not be saved wait on this machine."""
        from plcjournal import drafts
        from plcjournal.core.edits.edited import NotEditable
        from plcjournal.core.edits.meeting import meet as edit
        from plcjournal.core.meetings import meeting_name
        from plcjournal.workspace import Blocked

        session = self.session
        path = f"meetings/{meeting_name(self.team, met.date)}.yaml"
        if path in session.read.unread:
            raise NotEditable(path)
        journal, folder = session.read.journal, session.workspace.folder
        try:
            session.change(
                lambda say: edit(journal, _again(met, say)), self._notes(met)
            )
        except Blocked as blocked:
            told = _as_answers(met) | ({} if by_hand else {"flags": "yes"})
            where = drafts.keep_answers(folder, self.draft, told)
            hint = "Take it up again: plc meet"
            raise Blocked(blocked.findings, where, hint) from None
        if by_hand or drafts.answers(folder, self.draft).get("flags"):
            drafts.drop_answers(folder, self.draft)

    def _notes(self, met: Met) -> list[str]:
        """Tell what is kept, and what is missing for a meeting to have an effect."""
        from plcjournal.core.people import name_of

        team = self.session.read.journal.teams[self.team]
        names = ", ".join(name_of(team, one) for one in met.present or ())
        notes = [f"Present: {names}"] if names else []
        if met.facilitator:
            notes.append(f"Facilitated: {name_of(team, met.facilitator)}")
        if not met.actions and not self._has_open_actions(met):
            notes.append(
                "Warning: this meeting ends without a next action; say who does what "
                f"by when: {self._how_to_add(met)}"
            )
        return notes

    def _how_to_add(self, met: Met) -> str:
        if not self.cycles:
            return "plc new-cycle"
        is_today = met.date == self.session.workspace.today
        day = "" if is_today else f" --date {met.date}"
        return f'plc meet{day} --action "WHAT; owner; due"'

    def _has_open_actions(self, met: Met) -> bool:
        """Say whether an earlier save of this very meeting may have had actions."""
        is_again = self.agenda.so_far is not None and met.date == self.day
        waiting = (one.status != "done" for one in self.agenda.actions)
        return is_again and any(waiting)


def _as_answers(met: Met) -> dict[str, str]:
    """Answer what is known of a meeting as answers that wait on this machine."""
    return {
        "present": ", ".join(met.present or ()),
        "facilitator": met.facilitator or "",
        "focus": met.focus or "",
        "decided": json.dumps([*met.decided], ensure_ascii=False),
        "actions": json.dumps([asdict(one) for one in met.actions], ensure_ascii=False),
        "minutes": str(met.minutes or ""),
        "date": met.date,
    }


def _again(met: Met, say: Say) -> Met:
    """Answer the same meeting, with texts said in other words."""
    return replace(
        met,
        decided=tuple(say(text) for text in met.decided),
        actions=tuple(
            replace(
                one, what=say(one.what), owner=say(one.owner) if one.owner else None
            )
            for one in met.actions
        ),
    )
