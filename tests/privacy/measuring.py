"""How well privacy tells people from other words, on texts that somebody labelled."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from plcjournal.core import privacy
from plcjournal.core.rulebook import RULES
from plcjournal.core.settings import Privacy

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Labelled:
    """Texts by the rules they must be told of; `names` are on the local list."""

    names: Sequence[str]
    texts: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, name: str) -> "Labelled":
        raw = YAML(typ="safe").load(HERE / f"{name}.yaml")
        labels = {
            text: frozenset(rules.split(" + ")) - {"none"}
            for rules, texts in raw["texts"].items()
            for text in texts
        }
        return cls(raw["names"], labels)


@dataclass
class Score:
    """Per rule: texts found rightly, found wrongly, and missed."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def add(self, text: str, wanted: frozenset[str], found: frozenset[str]) -> None:
        self.right.update(wanted & found)
        self.wrong.update(found - wanted)
        self.missed.update(wanted - found)
        self.told += [f"wrongly {rule}: {text}" for rule in sorted(found - wanted)]
        self.told += [f"missed {rule}: {text}" for rule in sorted(wanted - found)]

    @property
    def rules(self) -> list[str]:
        rules = {*self.right, *self.wrong, *self.missed}
        return sorted(rules, key=lambda rule: (RULES[rule].severity, rule))

    def precision(self, *rules: str) -> float:
        right = sum(self.right[rule] for rule in rules)
        return right / max(1, right + sum(self.wrong[rule] for rule in rules))

    def recall(self, *rules: str) -> float:
        right = sum(self.right[rule] for rule in rules)
        return right / max(1, right + sum(self.missed[rule] for rule in rules))


def measured(*sets: Labelled) -> Score:
    """Answer how the detectors did on some sets of texts."""
    score = Score()
    for labelled in sets:
        for text, wanted in labelled.texts.items():
            found = privacy.check_text(text, Privacy(), labelled.names, path="a.yaml")
            score.add(text, wanted, frozenset(one.rule for one in found))
    return score


def blocking(score: Score) -> list[str]:
    """Answer the rules of a score that keep a text from being saved."""
    return [rule for rule in score.rules if RULES[rule].severity == "error"]
