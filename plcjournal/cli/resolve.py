"""plc resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import NotUnderstood
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from plcjournal.cli.session import Say
    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.edits.waiting import Version, Waiting
    from plcjournal.resolving import Outcome, Resolved
    from plcjournal.workspace import Changed

app = options.app()


@app.command("resolve")
def resolve(
    ctx: typer.Context,
    cycle: Annotated[
        str | None,
        typer.Argument(
            help="Any part of the cycle's name; none means the whole journal.",
            metavar="[CYCLE]",
            autocompletion=options.cycle_names,
            show_default=False,
        ),
    ] = None,
    field: Annotated[
        str | None, typer.Option(help="One field only: any part of its path.")
    ] = None,
    take: Annotated[
        str | None,
        typer.Option(
            help="Whose version: part of a name, mine, theirs, or its number.",
            metavar="WHO",
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(help='Another value, typed as in plc set; "" leaves nothing.'),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Choose between two versions of a field

    Where two people changed the same field, both versions are kept until somebody
    decides. Also finishes what somebody began here with git, and makes records whole
    in whose text two versions stand.

    \b
    Examples:
      plc resolve
      plc resolve fractions --field action.actions.number-talks.due --take mine
      plc resolve --field plc.weeks --value 8
    """
    from plcjournal.resolving import Resolved

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if take is not None and value is not None:
        sentence = "--take and --value are two decisions; nothing was changed."
        raise NotUnderstood(sentence, "Type one of them.")
    outcome = _put_together(session)
    if outcome is not None and not outcome.is_done:
        session.screen.show(Resolved(outcome), "resolve")
        raise typer.Exit(Exit.NEEDS_PERSON)
    deciding = _Deciding(session, outcome, cycle, field)
    if take is not None:
        deciding.take(take)
    elif value is not None:
        deciding.give(value)
    elif session.screen.can_ask and deciding.waiting():
        deciding.ask()
    else:
        deciding.show()


def _put_together(session: Session) -> Outcome | None:
    """Put together what met here, before anything of the journal is read."""
    from plcjournal import resolving
    from plcjournal.finishing.finish import finish, is_begun, typed_over
    from plcjournal.finishing.mending import mended

    space, screen = session.workspace, session.screen
    outcome = None
    if is_begun(space):
        by_hand = {}
        for path in typed_over(space) if screen.can_ask else ():
            question = f"{path} was changed by hand since. Keep it as it is now?"
            by_hand[path] = screen.confirm(question, default=True)
        made = finish(space, by_hand)
        outcome = resolving.finished(made, _me(session)) if made else None
        if outcome and not outcome.is_done:
            return outcome
    whole = mended(space)
    if not (whole.records or whole.unreadable):
        return outcome
    is_saved = bool(whole.records) and _saved(session, whole.records)
    return resolving.both(outcome, resolving.mended(whole, is_saved=is_saved))


def _saved(session: Session, paths: list[str]) -> bool:
    """Save records that are whole again, as any change by hand."""
    from pathlib import Path

    from plcjournal.checking import save_by_hand

    space = session.workspace
    names = [path.rsplit("/", 1)[-1] for path in paths]
    subject = f"Put two versions together: {', '.join(names[:4])}"
    _, held_back = save_by_hand(space, space.folder, [*map(Path, paths)], subject)
    for found in held_back:
        session.screen.warn(f"Not saved yet: {found.path}: {found.message}")
    return not held_back


def _me(session: Session) -> str:
    repository = session.workspace.repository
    who = repository.identity() if repository else None
    return who.name if who else ""


class _Deciding:
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
        self._me = _me(session)
        self._cycle = session.cycle(cycle).name if cycle else ""

    def waiting(self) -> tuple[Waiting, ...]:
        """Answer what waits now."""
        from plcjournal.core.edits.waiting import find_waiting, waiting

        found = waiting(self._session.read.journal, self._cycle)
        return (find_waiting(found, self._field),) if self._field else found

    def take(self, who: str) -> None:
        """Give every field that was named the version of one person."""
        from plcjournal.core.edits.waiting import chosen

        found = self.waiting()
        versions = [chosen(one, who, self._me) if one.place else None for one in found]
        self._show_outcome()
        decided = [
            self._decide(one, version)
            for one, version in zip(found, versions, strict=True)
        ]
        self._end([one for one in decided if one], asked=bool(found))

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
        read = self._session.read
        self._session.screen.show(result, "resolve", read.problems)
        self._session.end(read)
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
        problems = self._session.read.problems
        screen.tell_problems(problems)
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
            if not answer:
                return False
            try:
                version = _meant(found, answer, self._me)
                self._decide(found, version, answer.removeprefix("="))
            except PlcError as error:
                session.screen.fail(error)
            else:
                return True

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
        self._session = Session(session.start, session.screen)
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

        from plcjournal.core.edits.waiting import waiting

        left = waiting(self._session.read.journal, self._cycle)
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
    is_number = answer.isdecimal() and int(answer) <= len(found.versions)
    if is_number or answer.casefold() in whole:
        return chosen(found, answer, me)
    return None
