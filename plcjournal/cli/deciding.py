"""One field after another gets the version that people mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer

from plcjournal.cli.session import Session
from plcjournal.cli.typed import NotUnderstood, Unknown
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plcjournal.cli.session import Say
    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.edits.waiting import Version, Waiting
    from plcjournal.resolving import Outcome, Resolved
    from plcjournal.workspace import Changed


class NotWaiting(PlcError):
    """A field that was named, and that nothing waits for."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, words: str, fields: Sequence[str]) -> None:
        hint = "Nothing waits at all; see where the cycles are: plc status"
        if fields:
            more = f" and {len(fields) - 3} more" if len(fields) > 3 else ""
            hint = f"This waits: {', '.join(fields[:3])}{more} (see: plc resolve)"
        super().__init__(
            f"No field with '{words}' in its name waits for a decision; nothing was"
            " changed.",
            hint,
        )


def name_of(session: Session) -> str:
    """Answer the name of whoever sits here, '' where nobody said."""
    repository = session.workspace.repository
    who = repository.identity() if repository else None
    return who.name if who else ""


class Deciding:
    """The fields that wait for a decision, of one cycle or of the whole journal."""

    def __init__(
        self,
        session: Session,
        outcome: Outcome | None,
        cycle: str | None,
        field: str | None,
    ) -> None:
        self._session = session
        self._outcome = outcome
        self._field = field
        self._me = name_of(session)
        self._cycle = session.cycle(cycle).name if cycle else ""

    def waiting(self) -> tuple[Waiting, ...]:
        """Answer what waits now."""
        from plcjournal.core.edits.waiting import find_waiting
        from plcjournal.core.journal import NotFound

        found = self._found(self._cycle)
        if not self._field:
            return found
        try:
            return (find_waiting(found, self._field),)
        except NotFound as error:
            raise self._nothing_waits(found) from error

    def _found(self, cycle: str) -> tuple[Waiting, ...]:
        """Answer the fields that wait in one cycle, '' for the whole journal."""
        from plcjournal.core.edits.waiting import waiting
        from plcjournal.core.layout import STAGES, stage_path
        from plcjournal.undecided import undecided_paths

        paths: Iterable[str] = [stage_path(cycle, stage) for stage in STAGES]
        if not cycle:
            paths = undecided_paths(self._session.workspace.folder)
        return waiting(self._session.read.journal, paths)

    def _nothing_waits(self, found: tuple[Waiting, ...]) -> NotWaiting:
        """Answer that a field does not wait, and what does."""
        others = found or self._found("")
        return NotWaiting(self._field or "", [one.field for one in others])

    def take(self, who: str) -> None:
        """Give every field that waits in a cycle the version of one person.

        Where a field has no such version, it waits on and that is said.
        """
        from plcjournal.core.edits.waiting import NoSuchVersion, WhichVersion, chosen

        if not self._me and who.strip().casefold() in ("mine", "theirs"):
            raise Unknown(who)
        found = self._of_one_cycle(self.waiting(), who)
        versions: list[tuple[Waiting, Version | None]] = []
        others: list[PlcError] = []
        for one in found:
            try:
                version = chosen(one, who, self._me) if one.place else None
            except (NoSuchVersion, WhichVersion) as error:
                others.append(error)
            else:
                versions.append((one, version))
        if others and not versions:
            raise others[0]
        self._show_outcome()
        decided = [self._decide(one, version) for one, version in versions]
        for other in others:
            self._session.screen.fail(other)
        self._end([one for one in decided if one], asked=bool(found))
        if others:
            raise typer.Exit(Exit.NEEDS_PERSON)

    def _of_one_cycle(
        self, found: tuple[Waiting, ...], who: str
    ) -> tuple[Waiting, ...]:
        """Answer what waits, of one cycle where fields of several do."""
        from plcjournal.core.journal import WhichOne

        cycles = [*dict.fromkeys(one.cycle for one in found if one.cycle)]
        if len(cycles) < 2:
            return found
        sentence = "Fields of several cycles wait; nothing was changed. They are in:"
        if not self._session.screen.can_ask:
            example = f"plc resolve {cycles[0]} --take {_quoted(who)}"
            raise WhichOne(sentence, cycles, f"Name one: {example}")
        self._session.screen.say("Fields of several cycles wait.")
        self._cycle = self._session.screen.choose("Which cycle", cycles, cycles[0])
        return tuple(one for one in found if one.cycle == self._cycle)

    def give(self, text: str) -> None:
        """Give one field another value."""
        found = self.waiting()
        if len(found) > 1:
            listed = "".join(f"\n  {one.field}" for one in found)
            raise NotUnderstood(
                f"Several fields wait; nothing was changed:{listed}",
                f'Name one, for example: --field {found[0].field} --value "{text}"',
            )
        self._show_outcome()
        decided = [self._decide(one, None, text) for one in found]
        self._end([one for one in decided if one], asked=bool(found))

    def show(self) -> None:
        """List what waits, with the commands that decide; 7 where anything does."""
        result = self._result(self.waiting())
        problems = self._session.problems(self._session.read)
        self._session.screen.show(result, "resolve", problems)
        self._session.end(problems)
        if result.needs_person:
            raise typer.Exit(Exit.NEEDS_PERSON)
        if result.is_unsaved:
            raise typer.Exit(Exit.NOT_SAVED)

    def ask(self) -> None:
        """Ask about each field in turn; every decision is saved by itself."""
        self._show_outcome()
        screen, later = self._session.screen, 0
        for found in self.waiting():
            if not self._asked(found):
                later += 1
        screen.tell_problems(self._session.problems(self._session.read))
        if later:
            count = "1 field waits" if later == 1 else f"{later} fields wait"
            screen.say(f"{count} for later: plc resolve")
            raise typer.Exit(Exit.NEEDS_PERSON)
        self._say_nothing_waits()

    def _asked(self, found: Waiting) -> bool:
        """Ask about one field; say whether it was decided."""
        from plcjournal.resolving import open_fields
        from plcjournal.views.resolving import question

        session = self._session
        (shown,) = open_fields(session.read.journal, [found], self._me)
        for line in question(shown):
            session.screen.say(line)
        if found.place is None:
            if not session.screen.confirm("Take it off the list?"):
                return False
            self._decide(found, None)
            return True
        while True:
            answer = session.screen.ask(
                "Which one? (its number, or another value; Enter: later)"
            )
            if answer.casefold() in ("", "later"):
                return False
            if not self._is_meant(found, answer):
                continue
            try:
                version = _meant(found, answer, self._me)
                self._decide(found, version, answer.removeprefix("="))
            except PlcError as error:
                session.screen.fail(error)
            else:
                return True

    def _is_meant(self, found: Waiting, answer: str) -> bool:
        """Say whether an answer is no slip: a number that is not on the list may be."""
        is_number = re.fullmatch(r"[-+]?\d+([.,]\d+)?\s*%?", answer)
        if not is_number or _is_listed(found, answer):
            return True
        screen = self._session.screen
        if found.place is not None and found.place.holds in ("number", "foreign"):
            return screen.confirm(f"{answer} is not on the list; take it as the value?")
        screen.say(
            f"{answer} is not on the list. Type a number from 1 to"
            f" {len(found.versions)}, or Enter for later."
        )
        return False

    def _decide(
        self, found: Waiting, version: Version | None, text: str = ""
    ) -> Changed | None:
        """Save one decision; answer it where it is not shown by itself."""
        from plcjournal.core.edits.deciding import decide, decide_otherwise, dismiss

        session = self._session
        journal = session.read.journal
        if found.place is not None and found.place.holds == "date" and not version:
            text = session.day(text, found.field) if text else ""

        def edit(say: Say) -> Edited:
            if found.place is None:
                return dismiss(journal, found)
            if version is not None:
                return decide(journal, found, version)
            return decide_otherwise(journal, found, say(text) if text else "")

        changed = None
        if session.screen.is_json:
            ready = session.workspace.prepare(session.read, edit(lambda words: words))
            changed = session.workspace.save(session.read, ready)
        else:
            session.change(edit)
        # The next one begins with what is in the folder now.
        self._session = Session(session.start, session.screen, "resolve")
        return changed

    def _say_nothing_waits(self) -> None:
        share = "" if self._session.workspace.prefix else "; to share it: plc sync"
        self._session.screen.say(f"Nothing waits for a decision any more{share}")

    def _show_outcome(self) -> None:
        if self._outcome is not None and not self._session.screen.is_json:
            from plcjournal.resolving import Resolved

            self._session.screen.show(Resolved(self._outcome), "resolve")

    def _end(self, decided: list[Changed], *, asked: bool) -> None:
        """Show what the whole command did, and say what still waits."""
        from dataclasses import replace

        left = self._found(self._cycle)
        if self._session.screen.is_json or not asked:
            result = replace(self._result(left), decided=tuple(decided))
            self._session.screen.show(result, "resolve")
        elif left:
            count = "1 field waits" if len(left) == 1 else f"{len(left)} fields wait"
            self._session.screen.say(f"{count} for a decision: plc resolve")
        else:
            self._say_nothing_waits()

    def _result(self, found: tuple[Waiting, ...]) -> Resolved:
        from plcjournal.resolving import Resolved, open_fields

        space = self._session.workspace
        fields = open_fields(self._session.read.journal, found, self._me)
        return Resolved(self._outcome, fields, may_share=not space.prefix)


def _meant(found: Waiting, answer: str, me: str) -> Version | None:
    """Answer the version a person means; None: they typed a value of its own."""
    from plcjournal.core.edits.waiting import chosen

    whole = {one.by.casefold() for one in found.versions} | {"mine", "theirs"}
    if _is_listed(found, answer) or answer.casefold() in whole:
        return chosen(found, answer, me)
    return None


def _is_listed(found: Waiting, answer: str) -> bool:
    """Say whether an answer is the number of a version."""
    return answer.isdecimal() and 0 < int(answer) <= len(found.versions)


def _quoted(words: str) -> str:
    return f'"{words}"' if " " in words else words
