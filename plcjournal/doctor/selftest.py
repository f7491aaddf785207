"""Tries on this very disk what plc promises: stopped or raced, it loses no word.

No library of tests is needed, no network, and no journal.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.core.amounts import how_many
from plcjournal.doctor.stage import Failed, stage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from plcjournal.doctor.stage import Stage

_SECONDS = 40.0
_TOGETHER = 3  # commands at the same moment
_ELSEWHERE = (
    "Keep the journal on this computer's own disk, not on a network drive, a USB stick"
    " or in a cloud folder, share it with plc sync, and try again:"
    " plc doctor --self-test"
)
_TELL = (
    "Try again: plc doctor --self-test. If it fails again, share what you have"
    " (plc sync) and tell whoever looks after plc what stands here."
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that was tried: what, how often, and what went wrong, if anything."""

    name: str
    what: str
    times: int
    seconds: float
    wrong: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What came of all trials, in one sentence; `folder` is where they were made."""

    folder: str
    seconds: float
    trials: tuple[Trial, ...]
    sentence: str

    @property
    def is_good(self) -> bool:
        """Say whether nothing went wrong."""
        return not any(trial.wrong for trial in self.trials)


def self_test(
    beside: Path | None, tell: Callable[[str], None], seconds: float = _SECONDS
) -> SelfTest:
    """Try what plc promises in a new folder, and take the folder away again.

    Args:
        beside: a folder on the disk to try; None tries that of the system's temporary
            files.
        tell: takes each line about how far it is.
        seconds: after which nothing is tried again; each thing is tried once.

    Raises:
        GitMissing: there is no git.
        GitTooOld: this git cannot keep a history safely.
        OSError: no folder can be made.
    """
    begun = time.monotonic()
    with stage(beside, seconds) as place:
        where = str(place.folder.parent)
        tell(f"Trying plc in a new folder in {where}; no journal of yours is touched.")
        tell("It takes about a minute. Ctrl-C stops it and leaves nothing behind.")
        trials: list[Trial] = []
        for number, (name, what, run) in enumerate(_TRIALS, 1):
            tell(f"{number} of {len(_TRIALS)}: {what} …")
            trials.append(_tried(name, what, run, place))
            if trials[-1].wrong:
                break  # what follows would start from what is wrong
            tell(f"  {how_many(trials[-1].times, 'time')}: good")
    took = round(time.monotonic() - begun, 1)
    return SelfTest(where, took, tuple(trials), _sentence(where, trials))


def _tried(name: str, what: str, run: Callable[[Stage], int], place: Stage) -> Trial:
    begun, times, wrong, mend = time.monotonic(), 0, "", ""
    try:
        times = run(place)
    except Failed as failed:
        wrong = failed.sentence
        mend = _ELSEWHERE if failed.is_of_disk else _TELL
    except (OSError, StopIteration) as error:
        wrong, mend = f"A file could not be read or written ({error}).", _ELSEWHERE
    return Trial(name, what, times, round(time.monotonic() - begun, 1), wrong, mend)


def _sentence(where: str, trials: Sequence[Trial]) -> str:
    if trials[-1].wrong:
        return (
            f"Something is wrong on this disk ({where}), found while"
            f" {trials[-1].what}: {trials[-1].wrong}"
        )
    kills = sum(one.times for one in trials if one.name.startswith("stopped"))
    return (
        f"All is well on this disk ({where}): stopped {how_many(kills, 'time')} in the"
        " middle of its work, the program lost no word that was saved."
    )


def _begun(place: Stage) -> int:
    place.begin()
    return 1


def _stopped_saving(place: Stage) -> int:
    """Stop plc while it saves; the next command finds everything and goes on."""
    usual = place.must("a", "note", "Before all.")
    known, times = ["Before all."], 0
    for number in place.rounds(20, 14):
        words, after = f"Line {number}.", f"After {number}."
        ended = place.killed("a", usual, "note", words)
        place.must("a", "note", after)
        known += [words, after] if "Saved:" in ended.said else [after]
        place.check("a", known)
        times += 1
    return times


def _at_once(place: Stage) -> int:
    """Save several things in one journal at the same moment; all of them stay."""
    known: list[str] = []
    times = 0
    for number in place.rounds(3, 6):
        words = [f"Together {number} {letter}." for letter in "ABC"[:_TOGETHER]]
        for one, ended in zip(
            words, place.at_once("a", [("note", one) for one in words]), strict=True
        ):
            if ended.code:
                told = next(iter(ended.said.strip().splitlines()), "")
                sentence = f"one plc kept another from saving: {told}"
                raise Failed(sentence, is_of_disk=True)
            known.append(one)
        place.check("a", known)
        times += 1
    return times


def _apart(place: Stage) -> int:
    """Let two people change the same field apart; both versions wait for them."""
    times = 0
    for number in place.rounds(2, 10):
        for who in "ab":
            place.must(who, "set", "priority.need", f"Need {number} of {who}.")
        _share(place, "aba")
        text = place.file("a", "priority").read_text("utf-8")
        for who in "ab":
            if f"Need {number} of {who}." not in text:
                raise Failed(f"what {who.upper()} wrote is lost in putting together.")
        place.must("b", "resolve", "--field", "priority.need", "--take", "1")
        _share(place, "ba")
        _same(place, [])
        times += 1
    return times


def _stopped_sharing(place: Stage) -> int:
    """Stop plc while it shares; sharing again brings everybody together."""
    usual = place.must("a", "sync")
    known: list[str] = []
    times = 0
    for number in place.rounds(8, 12):
        for who in "ab":
            place.must(who, "note", f"Shared {number} {who}.")
            known.append(f"Shared {number} {who}.")
        place.must("b", "sync")
        place.killed("a", usual * 1.3, "sync")
        _share(place, "ab")
        _same(place, known)
        times += 1
    return times


def _share(place: Stage, turns: str) -> None:
    for who in turns:
        place.must(who, "sync")


def _same(place: Stage, known: Sequence[str]) -> None:
    """See that both people have the same, and every word of it."""
    for who in "ab":
        place.check(who, known)
    for name in ("priority", "action"):
        one, other = (place.file(who, name).read_bytes() for who in "ab")
        if one != other:
            raise Failed("two people who shared everything have different words.")


_TRIALS = (
    ("begun", "beginning a journal and sharing it", _begun),
    ("stopped-saving", "stopping in the middle of saving", _stopped_saving),
    ("at-once", "saving three things at the same moment", _at_once),
    ("apart", "putting together what two people changed apart", _apart),
    ("stopped-sharing", "stopping in the middle of sharing", _stopped_sharing),
)
