"""What one command works with: the journal, the screen, the cycle it means."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plcjournal.cli.screen import Screen
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace

    Say = Callable[[str], str]


_MANY = 100


class Unfinished(PlcError):
    """Versions met in the folder that nobody has put together yet."""

    exit_code = Exit.NEEDS_PERSON

    def __init__(self, sentence: str, mend: str) -> None:
        super().__init__(f"{sentence} Nothing was changed.", f"First type: {mend}")


class TwoVersions(PlcError):
    """A record with two versions in its text is never written to."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Two versions stand in {path}, so nothing was written to it.",
            "Put them together first, nothing gets lost: plc resolve",
        )


def _is_marked(found: Finding) -> bool:
    return found.rule == "conflict-marker"


def _must_be_readable(read: Read, path: str) -> None:
    """Refuse a record that is there and cannot be read."""
    from plcjournal.core.edits.edited import NotEditable

    if read.is_unread(path):
        raise NotEditable(path)


class Session:
    """The journal and the screen of one command."""

    def __init__(self, folder: Path | None, screen: Screen, command: str = "") -> None:
        self._folder = folder
        self.screen = screen
        self._command = command

    @property
    def start(self) -> Path:
        """Answer the folder plc was told to work in."""
        return self._folder or Path.cwd()

    def talk(self, *, json: bool = False, no_input: bool = False) -> None:
        """Set how this command talks."""
        self.screen.is_json = json
        self.screen.no_input = no_input

    @cached_property
    def workspace(self) -> Workspace:
        """Open the journal."""
        from plcjournal.workspace import Workspace

        return Workspace.open(self.start)

    @cached_property
    def read(self) -> Read:
        """Read the journal whole, for changing it."""
        return self.workspace.read()

    def team(self, words: str | None, read: Read | None = None) -> str:
        """Answer the team a person means: the one named, or their own."""
        from plcjournal.core.journal import NotFound, WhichOne
        from plcjournal.core.layout import team_path

        read = read or self.read
        journal = read.journal
        if words is not None:
            try:
                return journal.find_team(words)
            except NotFound:
                _must_be_readable(read, team_path(words.casefold()))
                raise
        mine = self.workspace.me().team
        if mine in journal.teams:
            return mine
        names = [*journal.teams]
        if len(names) == 1:
            return names[0]
        if not names:
            hint = 'Add one: plc team --new "Grade 4 math team"'
            raise NotFound("team", "", names, hint)
        if self.screen.can_ask:
            return self.screen.choose("Which team", names)
        raise WhichOne("Which team?", names, f"Add --team {names[0]}")

    def team_shown(self, words: str | None, read: Read) -> str:
        """Answer the team whose cycles somebody wants to see, '' for those of all.

        Its own record need not be readable for that.
        """
        from plcjournal.core.journal import NotFound
        from plcjournal.core.layout import team_path

        if not words:
            return ""
        try:
            return read.journal.find_team(words)
        except NotFound:
            if not read.is_unread(team_path(words.casefold())):
                raise
            return words.casefold()

    def cycle(self, words: str | None, journal: Journal | None = None) -> Cycle:
        """Answer the cycle a person means; what is shown afterwards names it whole."""
        from plcjournal.core.journal import WhichOne

        journal = self.read.journal if journal is None else journal
        if words and words in journal.cycles:
            return journal.cycles[words]  # the whole name: none of the others matters
        journal = self._seen(journal)
        try:
            if words:
                cycle = journal.find_cycle(words)
            else:
                # Whose team is mine matters only where there are several.
                several = len(journal.teams) > 1
                mine = self.workspace.me().team if several else ""
                mine = mine if mine in journal.teams else ""
                cycle = journal.only_cycle(mine)
        except WhichOne as which:
            if not self.screen.can_ask:
                sentence = which.sentence.split("\n")[0]
                raise WhichOne(
                    sentence, which.names, self._naming(which.names[0])
                ) from None
            self.screen.say(which.sentence.split("\n")[0])
            cycle = journal.cycles[self.screen.choose("Which cycle", which.names)]
        return cycle

    def _seen(self, journal: Journal) -> Journal:
        """Answer a journal whose cycles need not all be read to find one of them."""
        if journal.overview is not None or len(journal.cycles) < _MANY:
            return journal  # few are read sooner than git says what was changed
        from dataclasses import replace

        from plcjournal.glances import Asked

        space = self.workspace
        asked = Asked(lambda: space.glances(space.look()))
        return replace(journal, overview=asked)

    def _naming(self, cycle: str) -> str:
        """Answer how a cycle is named in the command that was typed."""
        from plcjournal.completing import CYCLE_FIRST

        short = self.read.journal.shortest(cycle)
        if self._command in CYCLE_FIRST:
            return f"Name one, for example: plc {self._command} {short}"
        flag = "--follows" if self._command == "new-cycle" else "--cycle"
        return f"Name one, for example: plc {self._command} … {flag} {short}"

    @property
    def is_unfinished(self) -> bool:
        """Say whether versions met here that nobody has put together yet."""
        place = self.workspace.place
        return place is not None and place.in_progress is not None

    def stop_if_unfinished(self) -> None:
        """Lead a person to what they began first, where it is in the way.

        Raises:
            Unfinished: versions met here that nobody has put together yet.
        """
        if self.is_unfinished:
            raise Unfinished(*self._unfinished())

    def tell_unfinished(self, problems: Sequence[Finding] = ()) -> None:
        """Say that versions met here, unless `problems`, which were told, say so."""
        if self.is_unfinished and not any(_is_marked(one) for one in problems):
            sentence, mend = self._unfinished()
            self.screen.warn(sentence)
            self.screen.hint(mend)

    def _unfinished(self) -> tuple[str, str]:
        from plcjournal.repository.underway import told

        place = self.workspace.place
        return told((place and place.in_progress) or "")

    def rather(self, error: PlcError) -> PlcError:
        """Answer an error that says what to do about two versions in one record."""
        from plcjournal.core.edits.edited import NotEditable

        if isinstance(error, NotEditable) and any(
            _is_marked(one) for one in self.read.about(error.path)
        ):
            return TwoVersions(error.path)
        return error

    def problems(self, read: Read) -> tuple[Finding, ...]:
        """Answer what keeps files from being read: all of them, read as few as can be.

        What nobody could read when it was looked at last is looked at again.
        """
        with closing(self.workspace.glances(self.workspace.look())) as glances:
            read.look_at(glances.unread())
        return read.met

    def end(self, problems: Sequence[Finding]) -> None:
        """End a command that looked: 3 where a record could not be read."""
        self.tell_unfinished(problems)
        if problems:
            raise typer.Exit(Exit.JOURNAL)

    def day(
        self, words: str | None, flag: str, default: str = "", *, past: bool = False
    ) -> str:
        """Answer the day some words mean, echoed when they were not a date.

        With `past`, a weekday means the last one: for what happened already.
        """
        from plcjournal.days import understood

        if not words:
            return default
        language = self.read.journal.settings.language
        day = understood(words, self.workspace.today, language, past=past)
        if day != words:
            self.screen.say(f"{flag}: {words} is {day}")
        if past and day > self.workspace.today:
            self.screen.say(f"{flag}: {day} is still to come")
        return day

    def understood(self, words: str) -> str:
        """Answer the day some words mean, for a question."""
        from plcjournal.days import understood

        language = self.read.journal.settings.language
        return understood(words, self.workspace.today, language)

    @contextmanager
    def questions(self, command: str) -> Iterator[None]:
        """Keep what a person answers until the command has done its work.

        After Ctrl-C, or when the change could not be made, the same questions offer
        the same answers.
        """
        from plcjournal import drafts

        folder = self.workspace.folder
        self.screen.earlier = drafts.answers(folder, command)
        try:
            yield
        except (KeyboardInterrupt, PlcError):
            if self.screen.answers:
                drafts.keep_answers(folder, command, self.screen.answers)
            raise
        drafts.drop_answers(folder, command)

    def change(
        self, edit: Edited | Callable[[Say], Edited], notes: Sequence[str] = ()
    ) -> None:
        """Save an edit and show what it did.

        An edit given as a function makes itself anew from reworded texts: what
        privacy forbids may then be said in other words at once.
        """
        said: dict[str, str] = {}
        while True:
            edited = edit(lambda text: said.get(text, text)) if callable(edit) else edit
            ready = self.workspace.prepare(self.read, edited)
            text = ready.blocked[0].text if ready.blocked else ""
            if not text or not callable(edit) or not self.screen.can_ask:
                break
            try:
                words = self._in_other_words(ready.blocked[0])
            except KeyboardInterrupt:
                words = ""  # what was typed is kept as a draft all the same
            if not words:
                break
            first = next((old for old, new in said.items() if new == text), text)
            said[first] = words
        self.introduced()
        changed = self.workspace.save(self.read, ready)
        doubts = (f"Look again: {one.message}" for one in ready.doubtful[:3])
        self.screen.show(changed._replace(notes=(*notes, *doubts)), "changed")

    def introduced(self) -> None:
        """Ask once who sits here, where a person can be asked and nobody said."""
        space = self.workspace
        there = space.repository if self.screen.can_ask else None
        if there is None or there.identity() is not None:
            return
        from plcjournal.beginning import remember
        from plcjournal.cli.introducing import person

        who = person(self.screen, space.folder, None, None)
        is_alone = there.place.top == space.folder.resolve()
        remember(there, who, "", "", is_alone=is_alone)

    def _in_other_words(self, found: Finding) -> str:
        self.screen.say(f"Before this is saved: {found.message}")
        if found.fix:
            self.screen.hint(f"for example: {found.fix}")
        return self.screen.ask("Say it in other words (Enter keeps it as a draft)")
