"""The questions of `plc meet` on a terminal; what was typed survives Ctrl-C."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from plcjournal import drafts
from plcjournal.cli.meeting import FOCI
from plcjournal.cli.team import positive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.cli.meeting import Meeting
    from plcjournal.core.edits.meeting import Met, NextAction
    from plcjournal.core.team import Team

_FOCUS_OF = {
    "priority": "planning",
    "evidence": "evidence",
    "action": "instruction",
    "review": "evidence",
}


def asked(meeting: Meeting) -> Met:
    """Ask what happened, one question after the other; Enter takes what is usual."""
    return _Questions(meeting).ask()


class _Questions:
    """One round of questions, and the answers so far."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._screen = meeting.session.screen
        self._folder = meeting.session.workspace.folder
        self._kept: dict[str, str] = {}

    @property
    def _team(self) -> Team:
        return self._meeting.session.read.journal.teams[self._meeting.team]

    def ask(self) -> Met:
        from plcjournal.core.edits.meeting import Met

        self._begin()
        present = self._present()
        return Met(
            team=self._meeting.team,
            present=present,
            facilitator=self._facilitator(present),
            focus=self._focus(),
            decided=self._decided(),
            actions=self._actions(),
            minutes=self._minutes(),
            date=self._date(),
            cycles=self._meeting.cycles,
        )

    def _begin(self) -> None:
        """Offer to go on with what was typed before."""
        say = self._screen.say
        say("")
        say("Now write down what came of it. Enter takes what stands in brackets.")
        say("You can stop with Ctrl-C: plc meet takes up again what you typed.")
        before = drafts.answers(self._folder, self._meeting.draft)
        if before:
            day = before.get("date") or self._meeting.day
            for text in self._list(before, "decided"):
                say(f"  You decided: {text}")
            for one in self._list(before, "actions"):
                say(f"  Next: {one['what']}")
            question = (
                f"You began to write down the meeting of {day}. Go on from there?"
            )
            if self._screen.confirm(question, default=True):
                self._kept = before
            else:
                drafts.drop_answers(self._folder, self._meeting.draft)

    def _keep(self, key: str, answer: str) -> None:
        self._kept.setdefault("date", self._meeting.day)
        self._kept[key] = answer
        drafts.keep_answers(self._folder, self._meeting.draft, self._kept)

    @staticmethod
    def _list(kept: dict[str, str], key: str) -> list[Any]:
        found = json.loads(kept.get(key) or "[]")
        return found if isinstance(found, list) else []

    def _present(self) -> tuple[str, ...]:
        from plcjournal.core.people import current, people

        team, name = self._team, self._meeting.team
        here = current(team)
        if not here:
            self._screen.say(f'Nobody is in the team yet: plc team {name} --add "NAME"')
            return ()
        listed = "  ".join(f"{i} {one.name}" for i, one in enumerate(here, 1))
        self._screen.say(f"  {listed}")
        known = self._meeting.session.read.journal.meetings.get(
            f"{self._meeting.day}-{name}"
        )
        default = self._kept.get("present") or ", ".join(known.present if known else ())
        hint = "" if default else " (Enter: everybody; or 1 3, or all but 2)"
        found: tuple[str, ...] = self._screen.ask_until(
            f"Who was there?{hint}", lambda words: people(name, team, words), default
        )
        self._keep("present", ", ".join(found))
        return found

    def _facilitator(self, present: tuple[str, ...]) -> str | None:
        from plcjournal.core.people import current, member, name_of

        team, meeting = self._team, self._meeting
        if meeting.given.facilitator or not current(team):
            return meeting.agenda.facilitator or None
        default = self._kept.get("facilitator") or meeting.leads(present) or ""
        found: str = self._screen.ask_until(
            "Who facilitated?",
            lambda words: member(meeting.team, team, words),
            name_of(team, default),
        )
        self._keep("facilitator", found)
        return found

    def _focus(self) -> str:
        agenda = self._meeting.agenda
        usual = [_FOCUS_OF.get(step.stage, "planning") for step in agenda.steps]
        so_far = agenda.so_far.focus if agenda.so_far else ""
        default = self._kept.get("focus") or so_far or [*usual, "planning"][0]
        found = self._screen.choose("What was it mostly about?", FOCI, default)
        self._keep("focus", found)
        return found

    def _decided(self) -> tuple[str, ...]:
        found: list[str] = [str(one) for one in self._list(self._kept, "decided")]
        while answer := self._screen.ask(
            "What else? (Enter: that is all)"
            if found
            else "What did you decide? (Enter: nothing)"
        ):
            found.append(answer)
            self._keep("decided", json.dumps(found, ensure_ascii=False))
        return tuple(found)

    def _actions(self) -> tuple[NextAction, ...]:
        if not self._meeting.cycles:
            self._screen.say("Next actions need an open cycle: plc new-cycle")
            return ()
        found = [*self._actions_before()]
        while answer := self._screen.ask(
            "What else will you do? (Enter: that is all)"
            if found
            else "What will you do next? (Enter: nothing)"
        ):
            found.append(self._action(answer))
            told = json.dumps([asdict(one) for one in found], ensure_ascii=False)
            self._keep("actions", told)
        return tuple(found)

    def _actions_before(self) -> Iterator[NextAction]:
        """Answer the actions typed before, as far as their cycles are still there."""
        for one in self._list(self._kept, "actions"):
            cycle = one["cycle"]
            if cycle not in self._meeting.session.read.journal.cycles:
                cycle = self._meeting.home()
            what, owner, due = one["what"], one["owner"] or "", one["due"]
            yield self._meeting.planned(cycle, what, owner, due)

    def _action(self, words: str) -> NextAction:
        """Ask who does it and by when, unless that was typed at once."""
        from plcjournal.days import NoSuchDay

        meeting, screen = self._meeting, self._screen
        parts = [part.strip() for part in words.split(";")]
        if not parts[0] or len(parts) > 3:
            parts = [words]
        what, owner, day = (*parts, "", "")[:3]
        owner = owner or screen.ask("  Who does it? (Enter: all of us)") or "all of us"
        try:
            due = meeting.session.day(day, "By when")
        except NoSuchDay as error:
            screen.fail(error)
            due = ""
        if not due:
            understood = meeting.session.understood
            due = screen.ask_until("  By when?", understood, meeting.usual_due)
        return meeting.planned(meeting.home(), what, self._owner(owner), due)

    def _owner(self, words: str) -> str:
        """Answer the member that a number of the list means, other words as typed."""
        from plcjournal.core.people import current

        here = current(self._team)
        if words.isdecimal() and 0 < int(words) <= len(here):
            return here[int(words) - 1].id
        return words

    def _minutes(self) -> int:
        agenda = self._meeting.agenda
        if self._meeting.given.minutes:
            return agenda.minutes
        default = self._kept.get("minutes") or str(agenda.minutes)
        found: int = self._screen.ask_until(
            "How many minutes did it take?",
            lambda words: positive(words, ""),
            default,
        )
        self._keep("minutes", str(found))
        return found

    def _date(self) -> str:
        meeting = self._meeting
        if meeting.given.date:
            return meeting.day
        default = self._kept.get("date") or meeting.day
        found: str = self._screen.ask_until(
            "Which day was it?", meeting.session.understood, default
        )
        return found
