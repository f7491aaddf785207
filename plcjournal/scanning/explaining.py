"""Why each rule of privacy is there, and what to do when it is met."""

from __future__ import annotations

from dataclasses import dataclass

from plcjournal.core.near import near, or_list
from plcjournal.core.rulebook import RULES
from plcjournal.errors import Exit, PlcError

_ALLOW = "If it names nobody: allow the words in plc.yaml, with a reason."
_BIGGER = "Enter it for a bigger group, or without figures: --suppressed."
_JOIN = "Join groups or levels until each has at least 5 learners."
_ROLE = "Say 'a learner', or what the whole group shows."
_CLEAN = "Save the file without personal information: plc attach FILE --clean"
_WAYS = {
    "group-too-small": ("Set privacy: min_group: in plc.yaml to 5 or more.",),
    "small-group": (_BIGGER, "Put two years, classes or tasks together."),
    "small-cell": (_JOIN, _BIGGER),
    "few-by-subtraction": (
        "Leave out a second group as well, so that no difference shows the small one.",
        _BIGGER,
    ),
    "cell-under-ten": (_JOIN, "Or leave it: it is only a warning."),
    "e-mail-address": (
        "Leave the address out; say who is meant by their role.",
        _ALLOW,
    ),
    "listed-name": (
        _ROLE,
        "If it is a word here, or a book or a theorist: allow it with a reason.",
        "Not on the list any more: plc privacy names --remove NAME",
    ),
    "learner-number": ("Leave the number out.", _ALLOW),
    "number-like-an-id": ("Leave it out if it belongs to one learner.", _ALLOW),
    "phone-number": ("Leave the number out; a school's own is on its website.", _ALLOW),
    "post-code": ("Name the town or nothing.", _ALLOW),
    "birth-date": ("Say the year group instead of the date.", _ALLOW),
    "one-learner-marks": (
        "Enter totals of a group: plc add-evidence --size N --count N",
        "From a spreadsheet only totals are kept: plc add-evidence --from FILE",
    ),
    "likely-name": (
        _ROLE,
        "Is it a learner? Put it on your list: plc privacy names --add-name NAME",
        _ALLOW,
    ),
    "points-at-one": ("Say what you tried, not for whom.", _ALLOW),
    "sensitive-category": (
        "Leave it out unless the team's question is about it.",
        "Never beside a figure about few learners.",
    ),
    "sensitive-few": (_BIGGER, "Or leave out what is private about them."),
    "idle-allowance": ("Take the entry out of plc.yaml: nothing needs it any more.",),
    "file-shows-place": (_CLEAN,),
    "file-says-who": (_CLEAN, "Or leave it: it is only a warning."),
    "names-in-a-table": (
        "Keep totals of the group: plc add-evidence --from FILE",
        "Take the columns with names out of the file, then attach it again.",
        "If no learner is meant: allow the heading in plc.yaml, with a reason.",
    ),
    "file-too-large": ("Keep a smaller version, or note where it is.",),
    "file-not-seen": ("Open it and read it; keep a PDF or text of it instead.",),
}


class NoSuchRule(PlcError):
    """A word that is no rule of privacy."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, word: str) -> None:
        fits = near(word, _WAYS) or tuple(name for name in _WAYS if word in name)
        hint = "See all of them: plc privacy explain"
        if fits:
            hint = (
                f"Did you mean {or_list([f'plc privacy explain {n}' for n in fits])}?"
            )
        super().__init__(f"There is no rule of privacy called '{word}'.", hint)


@dataclass(frozen=True, slots=True)
class Explained:
    """One rule: whether it holds things back, why it is there, what to do."""

    rule: str
    severity: str
    reason: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule of privacy."""

    rules: tuple[Explained, ...]


def rules() -> Rules:
    """Answer every rule of privacy, those that hold things back first."""
    found = (explained(name) for name in _WAYS)
    return Rules(tuple(sorted(found, key=lambda one: one.severity != "error")))


def explained(word: str) -> Explained:
    """Answer why a rule is there and what to do.

    Raises:
        NoSuchRule: it is none of privacy; near ones are suggested.
    """
    name = word.strip().casefold().replace(" ", "-")
    if name not in _WAYS:
        raise NoSuchRule(word)
    rule = RULES[name]
    return Explained(name, str(rule.severity), rule.reason, _WAYS[name])
