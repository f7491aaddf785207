"""Words that nothing else has, and the commands of plc that put them into a journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from plcjournal.core import layout

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence

Typed = tuple[str, ...] | None

HERE = "{here}"
"""Stands in a command for the folder in which everything happens."""

NAME = "Zebulon Invented"
"""Somebody who is nobody, whom one person keeps out of the journal."""

_FAR = datetime(2041, 1, 1, tzinfo=UTC)
_LETTERS = "ABCDEFGHJKLMNPRSTUVW"
_TITLES = ("Decimals", "Reading aloud", "Proofs: why?")
_MEASURES = ("Common task", "Exit tickets")
_DAYS = ("2026-01-08", "2026-01-12", "2026-01-14")
_NORMS = ("norms", "hopes", "fears")
_OWN = ("our-way", "our-other-way")
_LOOKS = (("status",), ("history",), ("diff",), ("audit",), ("doctor",), ("validate",))
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
    """Chooses the words of a command, from what is in the records of a journal.

    `first` are lines for the shell that make the files the command reads.
    """

    def __init__(self, chance: random.Random, pen: Pen) -> None:
        self._chance = chance
        self._pen = pen
        self._hot: list[tuple[str, str]] = []
        self._records: Mapping[str, Any] = {}
        self._name = ""
        self.first: list[str] = []

    def about(self, records: Mapping[str, Any], name: str) -> str:
        """Look at some records; answer a cycle in them, '' where there is none.

        `name` is one that this person keeps out of the journal, '' for none.
        """
        self._records, self._name, self.first = records, name, []
        return self._cycle()

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

    def new_cycle(self, _: str) -> Typed:
        title = self._chance.choice(_TITLES)
        if self._chance.random() < 0.4:
            title = self._pen.text()
        model = ("--model", "pdsa") if self._chance.random() < 0.5 else ()
        # The same month on all clocks, so that two people may begin the same cycle.
        opened = ("--opened", "2026-01-15")
        return ("new-cycle", title, "--need", self._pen.text(), *opened, *model)

    def add_action(self, cycle: str) -> Typed:
        words = ["add-action", self._pen.text(once=True), "--cycle", cycle]
        if self._chance.random() < 0.5:
            words += ["--due", self._pen.day()]
        if self._chance.random() < 0.3:
            words += ["--owner", self._pen.text()]
        reasons = self._items(layout.stage_path(cycle, "evidence"), "measures")
        if reasons and self._chance.random() < 0.4:
            words += ["--because", self._chance.choice(reasons)]
        return tuple(words)

    def note(self, cycle: str) -> Typed:
        words = self._pen.text(once=True)
        if self._name and self._chance.random() < 0.5:
            words = f"{words} {self._name}"
        return ("note", words, "--cycle", cycle)

    def evidence(self, cycle: str) -> Typed:
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

    def learning(self, cycle: str) -> Typed:
        return ("add-learning", self._pen.text(once=True), "--cycle", cycle)

    def answer(self, cycle: str) -> Typed:
        return ("answer", "changes", self._pen.long(), "--cycle", cycle)

    def set(self, cycle: str) -> Typed:
        field = self._chance.choice(self._fields(cycle))
        if self._hot and self._chance.random() < 0.45:
            field, cycle = self._chance.choice(self._hot[-4:])
        self._hot.append((field, cycle))
        value = self._pen.value(field) if self._chance.random() < 0.94 else ""
        return ("set", field, value, "--cycle", cycle)

    def done(self, cycle: str) -> Typed:
        actions = self._items(layout.stage_path(cycle, "action"), "actions")
        if not actions:
            return None
        is_dropped = self._chance.random() < 0.3
        dropped = ("--dropped", self._pen.text()) if is_dropped else ()
        return ("done", self._chance.choice(actions), *dropped, "--cycle", cycle)

    def remove(self, cycle: str) -> Typed:
        found = [item for item, _ in self._all_items(cycle)]
        if not found:
            return None
        return ("remove", self._chance.choice(found), "--cycle", cycle, "--yes")

    def remove_cycle(self, cycle: str) -> Typed:
        return ("remove", "--cycle", cycle, "--yes")

    def close(self, cycle: str) -> Typed:
        return ("close", cycle)

    def reopen(self, cycle: str) -> Typed:
        return ("reopen", cycle)

    def review(self, cycle: str) -> Typed:
        words = ["review", cycle]
        words += ["--outcome", self._chance.choice(("met", "partly", "cannot-tell"))]
        words += ["--next", self._chance.choice(("keep", "adapt", "stop"))]
        if self._chance.random() < 0.7:
            words += ["--learned", self._pen.text(once=True)]
        if self._chance.random() < 0.7:
            words += ["--changed", self._pen.long()]
        return tuple(words)

    def meet(self, cycle: str) -> Typed:
        words = ["meet", "--team", "maths", "--cycle", cycle]
        words += ["--decided", self._pen.text(once=True)]
        words += ["--date", self._chance.choice(_DAYS)]
        words += ["--minutes", str(self._chance.choice((30, 45, 60)))]
        if self._chance.random() < 0.5:
            what = self._pen.word(once=True)
            words += ["--action", f"{what} together; Coach; {self._pen.day()}"]
        return tuple(words)

    def team(self, _: str) -> Typed:
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

    def attach(self, cycle: str) -> Typed:
        name = self._chance.choice(("plan.txt", "rubric.md"))
        return ("attach", self._file(name, [self._pen.word()]), "--cycle", cycle)

    def marks(self, cycle: str) -> Typed:
        marks = [str(self._chance.randint(0, 20)) for _ in range(60)]
        file = self._file("marks.csv", ["Mark", *marks])
        measure = ("--measure", self._chance.choice(_MEASURES), "--cut", "12")
        date = ("--date", self._chance.choice(_DAYS))
        return ("add-evidence", cycle, *measure, "--from", file, *date, "--yes")

    def tracker(self, _: str) -> Typed:
        pen = self._pen
        title = pen.word(once=True)
        need, what = pen.word(once=True), pen.word(once=True)
        rows = (
            "Title,Need,Opened,Action,Due",
            f"{title} words,{need} is seen,2026-01-10,{what} talks,{pen.day()}",
        )
        file = self._file(f"tracker-{title.lower()}.csv", rows)
        return ("import", file, "--team", "maths", "--yes")

    def edit(self, cycle: str) -> Typed:
        stage = self._chance.choice(layout.STAGES)
        return ("edit", cycle, "--stage", stage)

    def models(self, _: str) -> Typed:
        return ("models", "--new", self._chance.choice(_OWN), "--from", "pdsa")

    def host(self, _: str) -> Typed:
        return ("init", self._chance.choice(("--github", "--gitlab")), "--no-input")

    def schema(self, _: str) -> Typed:
        return ("schema", "--yes")

    def names(self, _: str) -> Typed:
        return ("privacy", "names", "--add-name", NAME)

    def publish(self, _: str) -> Typed:
        audience = self._chance.choice(("team", "school", "public"))
        return ("publish", "--audience", audience, "--out", f"{HERE}/out/{audience}")

    def export(self, _: str) -> Typed:
        what = ("--format", self._chance.choice(("csv", "json", "xlsx")))
        return ("export", *what, "--out", f"{HERE}/out/tables-{what[1]}", "--yes")

    def calendar(self, _: str) -> Typed:
        return ("calendar", "--out", f"{HERE}/out/days.ics")

    def mend(self, _: str) -> Typed:
        switch = self._chance.choice(("on", "off"))
        how = (("--git-merge", switch), ("--fix",), ("--fix",))
        return ("doctor", *self._chance.choice(how))

    def look(self, _: str) -> Typed:
        return self._chance.choice(_LOOKS)

    def _file(self, name: str, lines: Sequence[str]) -> str:
        text = "\\n".join(lines)
        self.first.append(f"mkdir -p desk && printf '{text}\\n' > desk/{name}")
        return f"{HERE}/desk/{name}"
