"""Hides which saved state of the journal a person's words mean."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from plcjournal import days, leaf, store
from plcjournal.core import layout
from plcjournal.core.journal import WhichOne
from plcjournal.core.telling.wording import day_text
from plcjournal.errors import Exit, PlcError
from plcjournal.repository.command import GitFailed
from plcjournal.repository.revisions import Revisions

if TYPE_CHECKING:
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace

LAST = "last"
LOOKED = "refs/plcjournal/looked"
"""Where this computer keeps what its person looked at last; never shared."""

_FIRST_LOOK = timedelta(weeks=4)
_AHEAD = timedelta(hours=24)
_ID = re.compile(r"[0-9a-f]{4,64}", re.ASCII | re.IGNORECASE)
_TAG = re.compile(r"[\w][\w.+-]*(?:/[\w][\w.+-]*)*")
_YEAR = re.compile(r"\d{1,6}", re.ASCII)
_DAY = re.compile(r"(?:dec|feb)\d{1,2}|\d{1,2}(?:dec|feb)", re.IGNORECASE)


class NoPast(PlcError):
    """Nothing was saved yet, so there is no past to look at."""

    exit_code = Exit.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "Nothing was saved in this journal yet, so it has no past to look at.",
            "Save what is there: plc save",
        )


class NoSuchMoment(PlcError):
    """Words that name no moment."""

    exit_code = Exit.USAGE

    def __init__(self, words: str) -> None:
        super().__init__(
            f"plc does not understand the moment '{words}'.",
            'Type a day, such as 2026-11-03, "last friday", "2 weeks ago" or "june".',
        )


class NotSavedHere(PlcError):
    """An id that no saved state of this journal has."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, words: str) -> None:
        super().__init__(
            f"No saved state of this journal is called '{words}'.",
            "Type a day instead, such as 2026-11-03; or see what was saved when:"
            " plc history --json",
        )


class TooEarly(PlcError):
    """A moment before the journal, or what this copy knows of it, began."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, said: str, began: str, *, is_shallow: bool) -> None:
        sentence = f"The journal began on {spoken(began)}, later than {said}."
        if is_shallow:
            sentence = (
                f"This copy of the journal knows its past only from {spoken(began)}"
                f" on, not as early as {said}."
            )
        super().__init__(sentence, f"Type a later day, for example {began}")


class NeverLooked(PlcError):
    """The moment somebody last looked at, who never did."""

    exit_code = Exit.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "plc does not know when you last looked at the journal.",
            "Look at it whole in a terminal, and it will: plc diff --from last",
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """A saved state of the journal, and how a person named it.

    `commit` is '' before anything was saved; `when` is the moment itself, which may be
    later than what was saved last; `said` tells which one it is.
    """

    commit: str
    when: str
    words: str
    said: str
    first: bool = False  # this person never looked before

    @property
    def day(self) -> str:
        """Answer the local day of the moment."""
        return local_day(datetime.fromisoformat(self.when))


def spoken(day: str) -> str:
    """Answer a day as people write it: 3 Mar 2026."""
    return day_text(date.fromisoformat(day))


def local_day(when: datetime) -> str:
    """Answer the day it was here."""
    try:
        return when.astimezone().date().isoformat()
    except (OverflowError, ValueError, OSError):
        return when.date().isoformat()


def is_ahead(when: datetime) -> bool:
    """Say whether a clock that said so must have been wrong: more than a day ahead."""
    return when.timestamp() > time.time() + _AHEAD.total_seconds()


def now(space: Workspace) -> Moment:
    """Answer the journal as it is saved now.

    Raises:
        NoPast: nothing was saved yet.
    """
    _, tip, _ = past_of(space)
    when = end_of(space.today)
    return Moment(tip, when.isoformat(), "", "now, as saved")


def resolve(space: Workspace, words: str) -> Moment:
    """Answer the saved state that words mean: a day's end, an id, a tag, or `last`.

    Raises:
        NoPast: nothing was saved yet.
        NoSuchDay, NoSuchMoment: nobody could tell what they mean.
        NotSavedHere, WhichOne: no saved state, or several, have such an id.
        TooEarly: the journal had not begun.
    """
    revisions, tip, prefix = past_of(space)
    words = " ".join(words.split())
    found = _last_or_named(space, revisions, tip, words, is_end=True)
    if isinstance(found, Moment):
        return found
    then = _at_end(space, found, words)
    if not then.commit:
        raise TooEarly(
            spoken(found),
            began(revisions, tip, prefix),
            is_shallow=revisions.is_shallow(),
        )
    return then


def since(space: Workspace, words: str) -> Moment:
    """Answer what was there before the day that words mean began.

    So what changed since then includes that day. An id, a tag or `last` mean what they
    always mean; before the journal began there was nothing: `commit` is ''.

    Raises:
        NoPast, NoSuchDay, NoSuchMoment, NotSavedHere, WhichOne: as for `resolve`.
    """
    revisions, tip, _ = past_of(space)
    words = " ".join(words.split())
    day = _last_or_named(space, revisions, tip, words, is_end=False)
    if isinstance(day, Moment):
        return day
    eve = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    before = _at_end(space, eve, words)
    echo = "" if words == day else f"{words} is "
    late = "which is still to come" if day > space.today else "that day included"
    return Moment(before.commit, before.when, words, f"{echo}{spoken(day)}, {late}")


def began(revisions: Revisions, tip: str, prefix: str) -> str:
    """Answer the day on which the journal, as far as it is known here, began."""
    first = ""
    for commit in revisions.walk(tip, paths=[prefix + layout.SETTINGS]):
        first = local_day(commit.when)
    return first


def look_is_kept(space: Workspace, commit: str) -> bool:
    """Keep which state this person looked at now; say whether that worked."""
    try:
        revisions, _, _ = past_of(space)
        revisions.mark(LOOKED, commit, int(time.time()))
    except GitFailed:
        return False
    return True


def past_of(space: Workspace) -> tuple[Revisions, str, str]:
    """Answer the past of a journal, its newest state, and where the journal lies.

    Raises:
        NoPast: nothing was saved yet.
    """
    tip = space.repository.tip() if space.repository else None
    if space.repository is None or tip is None:
        raise NoPast
    return Revisions(space.repository), tip, space.prefix


def end_of(day: str) -> datetime:
    """Answer the last second of a local day."""
    after = date.fromisoformat(day) + timedelta(days=1)
    midnight = datetime(after.year, after.month, after.day)  # noqa: DTZ001  # local
    return midnight.astimezone() - timedelta(seconds=1)


def _last_or_named(
    space: Workspace, revisions: Revisions, tip: str, words: str, *, is_end: bool
) -> Moment | str:
    """Answer the state that words name, or the day that they mean.

    A month or a year means its last day where `is_end`, else its first.
    """
    if words.casefold() == LAST:
        return _last(space, revisions, tip)
    named = _of_id(revisions, tip, words)
    if named is not None:
        return named
    language = _language(space)
    span = days.span(words, space.today, language)
    if span:
        return min(span[1], space.today) if is_end else span[0]
    try:
        return days.understood(words, space.today, language, past=True)
    except days.NoSuchDay as error:
        named = _of_tag(revisions, tip, words)
        if named is not None:
            return named
        if _ID.fullmatch(words) and not _YEAR.fullmatch(words):
            raise NotSavedHere(words) from None
        if "understand" in error.sentence:
            raise NoSuchMoment(words) from None
        raise


def _language(space: Workspace) -> str:
    data = store.read(space.folder, layout.SETTINGS) or b""
    settings = leaf.read_file(layout.SETTINGS, data).record
    return str(getattr(settings, "language", "en"))


def _at_end(space: Workspace, day: str, words: str) -> Moment:
    """Answer what was saved at the end of a day; no commit where nothing was."""
    revisions, tip, prefix = past_of(space)
    end = end_of(day)
    echo = "" if words == day else f"{words} is "
    if day > space.today:
        said = f"{echo}{spoken(day)}, which is still to come; taken is what is saved"
        return Moment(tip, end.isoformat(), words, said)
    found = revisions.at(end, tip)
    commit = revisions.commit(found) if found else None
    if commit is None or not _holds_journal(space, commit.id, prefix):
        return Moment("", end.isoformat(), words, f"{echo}{spoken(day)}")
    saved = local_day(commit.when)
    on = "that day" if saved == day else f"on {spoken(saved)}"
    said = f"{echo}{spoken(day)}, as saved by {commit.author.name} {on}"
    return Moment(commit.id, end.isoformat(), words, said)


def _holds_journal(space: Workspace, commit: str, prefix: str) -> bool:
    if space.repository is None:
        return False
    with space.repository.objects() as objects:
        return objects.id_of(f"{commit}:{prefix}{layout.SETTINGS}") is not None


def _last(space: Workspace, revisions: Revisions, tip: str) -> Moment:
    marked = revisions.marked(LOOKED)
    if marked is not None and revisions.contains(tip, marked[0]):
        commit, when = marked
        said = f"you last looked on {spoken(local_day(when))}"
        return Moment(commit, when.isoformat(), LAST, said)
    ago = date.fromisoformat(space.today) - _FIRST_LOOK
    there = _at_end(space, ago.isoformat(), LAST)
    why = "you have not looked before" if marked is None else _REWRITTEN
    said = f"{why}, so this shows the last 4 weeks"
    return Moment(there.commit, there.when, LAST, said, first=True)


_REWRITTEN = "what you looked at last is no longer part of this journal"


def _of_id(revisions: Revisions, tip: str, words: str) -> Moment | None:
    """Answer the saved state whose id begins so; None where words name a day.

    Raises:
        WhichOne: several ids begin so.
    """
    if not _ID.fullmatch(words) or _YEAR.fullmatch(words) or _DAY.fullmatch(words):
        return None
    found = revisions.ids(tip, words.lower())
    if len(found) > 1:
        listed = [_in_short(revisions.commit(one)) for one in found[:6]]
        sentence = f"Several saved states begin with '{words}':"
        raise WhichOne(sentence, listed, f"Type more of it: {found[0][:12]}")
    return _of_commit(revisions.commit(found[0]), words) if found else None


def _of_tag(revisions: Revisions, tip: str, words: str) -> Moment | None:
    """Answer the saved state that somebody gave a name to keep."""
    if not _TAG.fullmatch(words) or ".." in words:
        return None
    found = revisions.tagged(words)
    is_ours = found is not None and revisions.contains(tip, found)
    return _of_commit(revisions.commit(found), words) if found and is_ours else None


def _of_commit(commit: Commit | None, words: str) -> Moment | None:
    if commit is None:
        return None
    who, day = commit.author.name, spoken(local_day(commit.when))
    said = f"{words} is what {who} saved on {day}: {commit.subject}"
    return Moment(commit.id, commit.when.isoformat(), words, said)


def _in_short(commit: Commit | None) -> str:
    if commit is None:
        return ""
    day = spoken(local_day(commit.when))
    return f"{commit.id[:12]}  {day}, {commit.author.name}: {commit.subject}"
