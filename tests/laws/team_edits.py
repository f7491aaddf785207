"""Words that nothing else has, and the commands of plc that put them into a journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from plcjournal.core import layout

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

Typed = tuple[str, ...] | None

HERE = "{here}"
"""Stands in a command for the folder in which everything happens."""

_FAR = datetime(2041, 1, 1, tzinfo=UTC)
_LETTERS = "ABCDEFGHJKLMNPRSTUVW"
_TITLES = ("Decimals", "Reading aloud", "Proofs: why?")
_MEASURES = ("Common task", "Exit tickets")
_DAYS = ("2026-01-08", "2026-01-12", "2026-01-14")
_NORMS = ("norms", "hopes", "fears")
_TEAM = "teams/maths.yaml"
_LISTS = {
    "evidence": ("measures", "observations"),
    "action": ("actions", "learning", "log"),
    "review": ("learned",),
}
# Fields that hold words, by the record and list they are in.
_OF_RECORDS = {
    "priority": ("need", "question", "title", "plan_link", "learners.group"),
    "action": ("theory",),
    "review": ("changed",),
}
_OF_ITEMS = {
    "measures": ("tool", "name"),
    "observations": ("noticed", "means"),
    "actions": ("what", "owner", "due"),
    "learning": ("what", "with"),
    "log": ("text",),
    "learned": ("claim", "transfer"),
}
_DATED = ("due", "review_by")
_LONG = ("priority.need", "action.theory", "review.changed")


class Pen:
    """Finds words and days that nothing else in the run has."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._known: set[str] = set()
        self._new: list[str] = []
        self._once: list[str] = []

    def written(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Answer what was found since last asked, and what of it stands only once."""
        found = tuple(self._new), tuple(self._once)
        self._new, self._once = [], []
        return found

    def word(self, *, once: bool = False) -> str:
        """Answer a new word."""
        word = self._unknown(
            lambda: "ZQ" + "".join(self._chance.choices(_LETTERS, k=6))
        )
        if once:
            self._once.append(word)
        return word

    def day(self) -> str:
        """Answer a day that no clock says."""

        def day() -> str:
            days = timedelta(days=self._chance.randrange(18000))
            return (_FAR + days).date().isoformat()

        return self._unknown(day)

    def text(self, *, once: bool = False) -> str:
        """Answer a line with a new word in it, sometimes one that is hard to write."""
        word = self.word(once=once)
        return self._chance.choice(
            (
                f"{word} talk",
                f"{word} talk",
                f"{word}: why?",
                f'"{word}" they say',
                f"They argue # {word}",
                f"- {word} first",
                f"l'\u00e9cole {word} \U0001f642",
                # The id that is made of this has no place for the word.
                f"We talk about numbers every morning {word}",
                f"We talk about numbers every morning {word}",
                f"null {word}",
                f"{word}'s, [a] {{b}} & *c",
            )
        )

    def long(self) -> str:
        """Answer a text of one line or several."""
        if self._chance.random() < 0.6:
            return self.text()
        return "\n".join(self.text() for _ in range(self._chance.randint(2, 4)))

    def value(self, field: str) -> str:
        """Answer a value that fits a field."""
        if field.endswith(_DATED):
            return self.day()
        return self.long() if field in _LONG else self.text()

    def _unknown(self, find: Callable[[], str]) -> str:
        while (found := find()) in self._known:
            pass
        self._known.add(found)
        self._new.append(found)
        return found


class Edits:
    """Chooses a command that changes a journal, from what is in its records."""

    def __init__(self, chance: random.Random, pen: Pen) -> None:
        self._chance = chance
        self._pen = pen
        self._hot: list[tuple[str, str]] = []
        self._records: Mapping[str, Any] = {}

    def typed(self, records: Mapping[str, Any]) -> Typed:
        """Answer the words of a command, None where nothing comes to mind."""
        self._records = records
        kinds: Mapping[Callable[[str], Typed], int] = {
            self._new_cycle: 3,
            self._add_action: 12,
            self._note: 10,
            self._evidence: 9,
            self._learning: 3,
            self._answer: 2,
            self._set: 26,
            self._done: 5,
            self._remove: 7,
            self._remove_cycle: 1,
            self._review: 5,
            self._meet: 4,
            self._team: 6,
            self._attach: 4,
        }
        (choose,) = self._chance.choices([*kinds], [*kinds.values()])
        cycle = self._cycle()
        if not cycle and choose not in {self._new_cycle, self._team}:
            return None
        return choose(cycle)

    # What there is

    def _cycle(self) -> str:
        spots = map(layout.spot, self._records)
        names = sorted({spot.name for spot in spots if spot and spot.is_stage})
        first = [name for name in names if name.endswith("fractions")]
        return self._chance.choice(first * 3 + names) if names else ""

    def _items(self, path: str, name: str) -> list[str]:
        items = self._records.get(path, {}).get(name) or []
        return [one["id"] for one in items if isinstance(one, dict) and "id" in one]

    def _all_items(self, cycle: str) -> list[tuple[str, str]]:
        """Answer the items of a cycle as people name them, and the list each is in."""
        return [
            (f"{stage}.{name}.{item}", name)
            for stage, lists in _LISTS.items()
            for name in lists
            for item in self._items(layout.stage_path(cycle, stage), name)
        ]

    def _fields(self, cycle: str) -> list[str]:
        """Answer the fields of a cycle, of settings and team that hold words."""
        found = ["plc.school", "plc.name", "teams.maths.meeting.place"]
        people = self._items(_TEAM, "members")
        found += [f"teams.maths.members.{one}.name" for one in people]
        found += ["priority.review_by", "priority.need", "action.theory"] * 2
        for stage, names in _OF_RECORDS.items():
            found += [f"{stage}.{name}" for name in names]
        for item, listed in self._all_items(cycle):
            found += [f"{item}.{name}" for name in _OF_ITEMS[listed]]
        return found

    # Commands

    def _new_cycle(self, _: str) -> Typed:
        title = self._chance.choice(_TITLES)
        if self._chance.random() < 0.4:
            title = self._pen.text()
        model = ("--model", "pdsa") if self._chance.random() < 0.5 else ()
        # The same month on all clocks, so that two people may begin the same cycle.
        opened = ("--opened", "2026-01-15")
        return ("new-cycle", title, "--need", self._pen.text(), *opened, *model)

    def _add_action(self, cycle: str) -> Typed:
        words = ["add-action", self._pen.text(once=True), "--cycle", cycle]
        if self._chance.random() < 0.5:
            words += ["--due", self._pen.day()]
        if self._chance.random() < 0.3:
            words += ["--owner", self._pen.text()]
        reasons = self._items(layout.stage_path(cycle, "evidence"), "measures")
        if reasons and self._chance.random() < 0.4:
            words += ["--because", self._chance.choice(reasons)]
        return tuple(words)

    def _note(self, cycle: str) -> Typed:
        return ("note", self._pen.text(once=True), "--cycle", cycle)

    def _evidence(self, cycle: str) -> Typed:
        pen = self._pen
        if self._chance.random() < 0.4:
            noticed = ("--noticed", pen.text(once=True), "--means", pen.text())
            return ("add-evidence", cycle, *noticed)
        measure = ("--measure", self._chance.choice(_MEASURES))
        if self._chance.random() < 0.3:
            target = ("--target", str(self._chance.randint(50, 90)))
            return ("add-evidence", cycle, *measure, *target, "--by", pen.day())
        day = self._chance.choice(_DAYS)
        role = "result" if day == _DAYS[-1] else "baseline"
        count = str(self._chance.randint(20, 40))
        numbers = ("--size", "60", "--count", count, "--role", role)
        return ("add-evidence", cycle, *measure, "--date", day, *numbers)

    def _learning(self, cycle: str) -> Typed:
        return ("add-learning", self._pen.text(once=True), "--cycle", cycle)

    def _answer(self, cycle: str) -> Typed:
        return ("answer", "changes", self._pen.long(), "--cycle", cycle)

    def _set(self, cycle: str) -> Typed:
        field = self._chance.choice(self._fields(cycle))
        if self._hot and self._chance.random() < 0.45:
            field, cycle = self._chance.choice(self._hot[-4:])
        self._hot.append((field, cycle))
        value = self._pen.value(field) if self._chance.random() < 0.94 else ""
        return ("set", field, value, "--cycle", cycle)

    def _done(self, cycle: str) -> Typed:
        actions = self._items(layout.stage_path(cycle, "action"), "actions")
        if not actions:
            return None
        is_dropped = self._chance.random() < 0.3
        dropped = ("--dropped", self._pen.text()) if is_dropped else ()
        return ("done", self._chance.choice(actions), *dropped, "--cycle", cycle)

    def _remove(self, cycle: str) -> Typed:
        found = [item for item, _ in self._all_items(cycle)]
        if not found:
            return None
        return ("remove", self._chance.choice(found), "--cycle", cycle, "--yes")

    def _remove_cycle(self, cycle: str) -> Typed:
        return ("remove", "--cycle", cycle, "--yes")

    def _review(self, cycle: str) -> Typed:
        what = self._chance.choice(("review", "review", "review", "close", "reopen"))
        if what != "review":
            return (what, cycle)
        words = ["review", cycle]
        words += ["--outcome", self._chance.choice(("met", "partly", "cannot-tell"))]
        words += ["--next", self._chance.choice(("keep", "adapt", "stop"))]
        if self._chance.random() < 0.7:
            words += ["--learned", self._pen.text(once=True)]
        if self._chance.random() < 0.7:
            words += ["--changed", self._pen.long()]
        return tuple(words)

    def _meet(self, cycle: str) -> Typed:
        words = ["meet", "--team", "maths", "--cycle", cycle]
        words += ["--decided", self._pen.text(once=True)]
        words += ["--date", self._chance.choice(_DAYS)]
        words += ["--minutes", str(self._chance.choice((30, 45, 60)))]
        if self._chance.random() < 0.5:
            what = self._pen.word(once=True)
            words += ["--action", f"{what} together; Coach; {self._pen.day()}"]
        return tuple(words)

    def _team(self, _: str) -> Typed:
        kind = self._chance.randrange(6)
        listed = self._chance.choice(_NORMS)
        if kind == 0:
            return ("team", "maths", "--add", self._pen.text(once=True))
        if kind == 1 and (people := self._items(_TEAM, "members")[1:]):
            return ("team", "maths", "--remove", self._chance.choice(people))
        if kind == 2 and (held := self._records.get(_TEAM, {}).get(listed)):
            remove = f"--remove-{listed[:-1]}"
            return ("team", "maths", remove, self._chance.choice(held))
        if kind == 3:
            return ("team", "maths", "--minutes", str(self._chance.randint(30, 90)))
        if kind == 4:
            return ("set", "plc.weeks", str(self._chance.randint(4, 12)))
        return ("team", "maths", f"--{listed[:-1]}", self._pen.text(once=True))

    def _attach(self, cycle: str) -> Typed:
        name = self._chance.choice(("plan.txt", "rubric.md"))
        return ("attach", f"{HERE}/desk/{name}", "--cycle", cycle)
