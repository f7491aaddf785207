"""A district's journal for measuring: many teams, cycles and saved changes, at once.

Nobody in it is real; its texts are put together from an invented vocabulary. Make one
to look around in: `python tests/bench/district.py FOLDER --cycles 1000`.
"""

import argparse
import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from plcjournal.beginning import Beginning, journal_from, new_files
from plcjournal.repository.repository import Person, Repository, Snapshot

TODAY = "2026-01-15"
"""The day on which what is open in the journal is open: set PLC_TODAY to it."""

_TODAY = date.fromisoformat(TODAY)
_PEOPLE = [Person(f"Teacher {x}", f"{x}@noreply.invalid") for x in "abcdefgh"]
_YEARS = 10
_WEEKS = 10
_NEAREST = 3  # days from now to the last opening; also keeps teams' months apart
_THINGS = str.split(
    """fractions decimals arguments summaries graphs hypotheses sources paragraphs
    proofs patterns estimates dialogues timelines experiments translations ratios maps
    diagrams metaphors equations reports interviews angles syllables"""
)
_DOINGS = str.split(
    """comparing explaining drawing revising sorting measuring predicting reading
    checking retelling planning connecting naming building weighing"""
)
_WORDS = str.split(
    """the lesson learners show work line strips often talk first answer without
    reason common task shared rubric each week before after together longer shorter
    half whole example question model step more fewer most some lessons number words
    because when they see it clearer rarely always board card partner group quiet
    minutes start end again slowly again third fourth routine habit"""
)


@dataclass(frozen=True, slots=True)
class District:
    """How much is in the journal.

    `changes` is how often something was saved, at least once for each cycle, or all in
    fewer steps where it is smaller; `closed` the share of cycles that are over.
    """

    cycles: int
    changes: int = 0
    closed: float = 0.9

    @property
    def teams(self) -> int:
        """Answer how many teams keep the cycles: about 25 for each, 20 to 400."""
        return max(20, min(400, self.cycles // 25))

    @property
    def open(self) -> range:
        """Answer the numbers of the open cycles: the last ones."""
        return range(round(self.cycles * self.closed), self.cycles)

    def name(self, number: int) -> str:
        """Answer the name of a cycle as plc writes it whole."""
        month = f"{self.opened(number):%Y-%m}"
        return f"{_team(number % self.teams)}/{month}-{self.short(number)}"

    def short(self, number: int) -> str:
        """Answer a name of a cycle that belongs to no other."""
        return f"{_topic(number).replace(' ', '-')}-{number}"

    def opened(self, number: int) -> date:
        """Answer the day a cycle began: all through the years, the open ones lately."""
        if number in self.open and self.closed:
            back = (len(self.open) - (number - self.open.start)) / len(self.open)
            return _TODAY - timedelta(days=_NEAREST + int(back * _WEEKS * 7))
        closed = self.open.start or self.cycles
        back = (closed - number) / closed
        return _TODAY - timedelta(days=(_WEEKS + 2) * 7 + int(back * _YEARS * 365))


def _team(number: int) -> str:
    return f"grade-{number % 9 + 1}-team-{number}"


def _topic(number: int) -> str:
    doing = _DOINGS[number % len(_DOINGS)]
    return f"{doing} {_THINGS[number // len(_DOINGS) % len(_THINGS)]}"


ACTIONS = 4
"""How many actions a cycle gets: `try-1` to `try-4`."""
RESULTS = 4


_NO_REVIEW = "outcome:\nchanged:\nlearned: []\nnext:\nshare: public\n"


class _Writer:
    """Writes the four records of one cycle as they are after some of its changes."""

    def __init__(self, district: District, number: int) -> None:
        self._district = district
        self._number = number
        self._random = random.Random(number)
        self._texts = [self._sentence() for _ in range(40)]
        self._opened = district.opened(number)
        self._is_open = number in district.open
        gone = (_TODAY - self._opened) / timedelta(weeks=_WEEKS)
        self._reached = min(1, gone) if self._is_open else 1

    def _sentence(self) -> str:
        words = self._random.choices(_WORDS, k=self._random.randint(7, 12))
        return f"{words[0].title()} {' '.join(words[1:])}"

    def _day(self, part: float) -> str:
        """Answer the day when some part of the cycle was over, never later than now."""
        day = self._opened + timedelta(days=round(part * _WEEKS * 7))
        return min(day, _TODAY).isoformat()

    def at(self, part: float) -> dict[str, bytes]:
        """Answer the records when some part of what there is, 0 to 1, was written."""
        part *= self._reached
        is_over = part == 1 and not self._is_open
        texts = {
            "priority": self._priority(),
            "evidence": self._evidence(int(part * RESULTS)),
            "action": self._action(int(part * ACTIONS), is_over=is_over),
            "review": self._review() if is_over else _NO_REVIEW,
        }
        folder = f"cycles/{self._district.name(self._number)}"
        return {
            f"{folder}/{stage}.yaml": (
                f"# yaml-language-server: $schema=../../../schemas/{stage}.json\n"
                f"format: 1\n{text}answers: {{}}\n"
            ).encode()
            for stage, text in texts.items()
        }

    def _priority(self) -> str:
        told, due = self._texts, self._opened + timedelta(weeks=_WEEKS + 2)
        return (
            f"title: {_topic(self._number).capitalize()} {self._number}\n"
            f"team: {_team(self._number % self._district.teams)}\nmodel: four-stage\n"
            f"opened: {self._opened}\nreview_by: {due}\n"
            f"learners:\n  group: all learners of the grade\n  size: 64\n"
            f"# What do we see now, and for whom?\nneed: {told[0]}\n"
            f"question: |\n"
            + "".join(f"  {one}.\n" for one in told[1:6])
            + f"assumptions:\n  - id: first\n    text: {told[7]}\n"
            f"  - id: second\n    text: {told[8]}\n"
        )

    def _evidence(self, results: int) -> str:
        rows = "".join(
            f"      - date: {self._day(one / RESULTS)}\n        role: {role}\n"
            f"        size: {60 + one}\n        count: {20 + 4 * one}\n"
            f"        mean: {8 + one}.5\n        sd: 3.{one}\n"
            for one, role in enumerate(
                ("baseline", "interim", "interim", "result")[:results]
            )
        )
        seen = "".join(
            f"  - id: seen-{one}\n    date: {self._day(one / RESULTS)}\n"
            f"    noticed: {self._texts[10 + one]}\n"
            for one in range(results)
        )
        task = (
            f"measures:\n  - id: task\n    name: Common task {self._number}\n"
            "    kind: assessment\n    of: learners\n    unit: percent\n"
            "    better: up\n    tool: Scored together, 0 to 20\n"
            "    cut:\n      at: 12\n      label: secure\n"
            f"    targets:\n      - value: 65\n        by: {self._day(1)}\n"
            f"    results:\n{rows}observations:\n{seen}"
        )
        return task if results else "measures: []\nobservations: []\n"

    def _action(self, actions: int, *, is_over: bool) -> str:
        if not actions:
            return "actions: []\nlearning: []\nlog: []\n"
        made = "".join(
            f"  - id: try-{one}\n    what: {self._texts[15 + one]}\n"
            f"    because:\n      - task\n    owner: all of us\n"
            + self._status(one, is_done=is_over or one < actions)
            for one in range(1, actions + 1)
        )
        notes = "".join(
            f"  - id: note-{one}\n    date: {self._day(one / ACTIONS)}\n"
            f"    text: {self._texts[20 + one]}\n"
            for one in range(actions)
        )
        return f"theory: {self._texts[9]}\nactions:\n{made}learning: []\nlog:\n{notes}"

    def _status(self, one: int, *, is_done: bool) -> str:
        day = self._day(one / (ACTIONS + 1))
        if is_done:
            return f"    due: {day}\n    status: done\n    done: {day}\n"
        return (
            f"    due: {self._opened + timedelta(weeks=_WEEKS)}\n    status: planned\n"
        )

    def _review(self) -> str:
        claims = "".join(
            f"  - id: claim-{one}\n    claim: {self._texts[25 + one]}\n"
            "    because:\n      - task\n    confidence: supported\n"
            f"    transfer: {self._texts[28 + one]}\n"
            for one in range(2)
        )
        outcome = ("met", "partly", "not-met", "cannot-tell")[self._number % 4]
        lines = "".join(f"  {one}.\n" for one in self._texts[31:34])
        return (
            f"held: {self._day(1)}\noutcome: {outcome}\nchanged: |\n{lines}"
            f"learned:\n{claims}"
            f"next: adapt\nshare: public\nclosed: {self._day(1)}\n"
        )


def _teams(district: District) -> dict[str, bytes | None]:
    members = "".join(
        f"  - id: teacher-{x}\n    name: Teacher {x.upper()}\n" for x in "abcdefgh"
    )
    return {
        f"teams/{_team(one)}.yaml": (
            "# yaml-language-server: $schema=../schemas/team.json\n"
            f"format: 1\nname: Grade {one % 9 + 1} team {one}\n"
            f"school: Invented school {one // 10}\nmembers:\n{members}"
            "meeting:\n  day: Wednesday\n  minutes: 45\n"
        ).encode()
        for one in range(district.teams)
    }


def _meeting(district: District, number: int) -> dict[str, bytes | None]:
    """Answer a meeting about a cycle: every fifth has one that is written down."""
    if number % 5:
        return {}
    day = min(district.opened(number) + timedelta(days=2), _TODAY).isoformat()
    team, name = _team(number % district.teams), district.name(number)
    text = (
        "# yaml-language-server: $schema=../schemas/meeting.json\n"
        f"format: 1\nteam: {team}\ndate: {day}\nminutes: 45\npresent:\n"
        "  - teacher-a\n  - teacher-b\n  - teacher-c\nfocus: evidence\n"
        f"cycles:\n  - {name}\ndecided:\n  - Look again in two weeks\n"
    )
    return {f"meetings/{day}-{team}.yaml": text.encode()}


def _written(district: District) -> Iterator[tuple[datetime, int, int, int]]:
    """Yield each saved change: when, of which cycle, which of how many it is."""
    for number in range(district.cycles):
        whole, more = divmod(max(district.changes, district.cycles), district.cycles)
        times = whole + (number < more)
        begun = datetime.combine(district.opened(number), time(15), UTC)
        for turn in range(times):
            yield begun + timedelta(weeks=_WEEKS) * turn / times, number, turn, times


@lru_cache(maxsize=2000)
def _writer(district: District, number: int) -> _Writer:
    return _Writer(district, number)


def _changed(
    district: District, number: int, turn: int, times: int
) -> dict[str, bytes]:
    """Answer what one change wrote: all four records at first, then what differs."""
    writer = _writer(district, number)
    now = writer.at((turn + 1) / times)
    if turn == 0:
        return now
    before = writer.at(turn / times)
    changed = {path: data for path, data in now.items() if data != before[path]}
    if changed:
        return changed
    # More changes than the cycle has things to say: a remark comes, the next replaces.
    path = next(path for path in now if path.endswith("/action.yaml"))
    return {path: now[path] + f"# Looked at for the time {turn}.\n".encode()}


def _snapshots(district: District) -> Iterator[Snapshot]:
    journal, _ = journal_from(Beginning("A district", "Grade 1 team 0"))
    began = datetime.combine(_TODAY, time(9), UTC) - timedelta(days=(_YEARS + 1) * 365)
    first = {**new_files(journal), **_teams(district)}
    yield Snapshot(first, "Start the journal: A district", _PEOPLE[0], began)
    written = sorted(_written(district))
    at_once = max(1, len(written) // (district.changes or 1))
    for start in range(0, len(written), at_once):
        part = written[start : start + at_once]
        files: dict[str, bytes | None] = {}
        for _, number, turn, times in part:
            files |= _changed(district, number, turn, times)
            files |= _meeting(district, number) if turn == 0 else {}
        when, number, turn, _ = part[-1]
        subject = f"Change {turn} ({district.short(number)})"
        yield Snapshot(files, subject, _PEOPLE[number % 8], when)


def make(folder: Path, district: District) -> None:
    """Make the journal with its history in a new folder, which is saved and at rest."""
    repository = Repository.create(folder)
    repository.replay("", _snapshots(district))
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
    (folder / "local").mkdir(exist_ok=True)
    for key, value in (
        ("user.name", _PEOPLE[0].name),
        ("user.email", _PEOPLE[0].email),
        ("plc.team", _team(district.open.start % district.teams)),
        ("plc.member", "teacher-a"),
    ):
        repository.set_setting(key, value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--changes", type=int, default=0)
    parser.add_argument("--closed", type=float, default=0.9)
    given = parser.parse_args()
    make(given.folder, District(given.cycles, given.changes, given.closed))


if __name__ == "__main__":
    main()
