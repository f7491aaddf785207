"""How often privacy is right, per rule, and what a look at one text costs.

Run it by hand: `python tests/bench/privacy.py`. The texts are in `tests/privacy/`.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "privacy"))

from measuring import Labelled, Score, blocking, measured  # found above

from plcjournal.core import privacy
from plcjournal.core.settings import Privacy

_TEXTS = (
    "Students now argue from distance to a half and explain why one eighth is less",
    "25 of 64 reached the goal on 2025-10-08 and 42 of 62 on 2025-12-03",
)
_NAMES = tuple(f"Invented{n} Person{n}" for n in range(500))


def _row(name: str, score: Score, *rules: str) -> str:
    right = sum(score.right[rule] for rule in rules)
    wrong = sum(score.wrong[rule] for rule in rules)
    missed = sum(score.missed[rule] for rule in rules)
    precision, recall = score.precision(*rules), score.recall(*rules)
    return f"| {name} | {right} | {wrong} | {missed} | {precision:.2f} | {recall:.2f} |"


def main() -> None:
    for name in ("labelled", "heldout"):
        labelled = Labelled.read(name)
        score = measured(labelled)
        harmless = sum(not rules for rules in labelled.texts.values())
        print(f"\n{name}: {len(labelled.texts)} texts, {harmless} of them harmless\n")
        print("| rule | right | wrong | missed | precision | recall |")
        print("| --- | --- | --- | --- | --- | --- |")
        for rule in score.rules:
            mark = " (blocks)" if rule in blocking(score) else ""
            print(_row(f"{rule}{mark}", score, rule))
        print(_row("all that block", score, *blocking(score)))
        for told in score.told:
            print(f"  {told}")
    print()
    for text in _TEXTS:
        start = time.perf_counter()
        for _ in range(1000):
            privacy.check_text(text, Privacy(), _NAMES, path="a.yaml")
        took = time.perf_counter() - start
        print(f"{took:.3f} ms for {len(text)} letters and {len(_NAMES)} names")


if __name__ == "__main__":
    main()
