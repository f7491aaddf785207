"""One learner's marks: what somebody scored, or a list of marks with names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from plcjournal.core.privacy.passage import Hit
from plcjournal.core.privacy.vocabulary.dates import DAYS, MONTHS
from plcjournal.core.privacy.vocabulary.first_names import FIRST_NAMES
from plcjournal.core.privacy.vocabulary.learners import ANY_MANY, ANY_ONE, MANY
from plcjournal.core.privacy.vocabulary.short import NO_INITIALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.privacy.passage import Passage

_SCORING_WORDS = """
scored scores got gets had achieved managed gained received earned score mark marks
grade result sgoriodd cafodd gafodd obtenu eu obtient note marc farc
"""
_SCORING = frozenset(_SCORING_WORDS.split())
_CUES_WORDS = """
scored scores got gets had achieved managed gained received earned obtenu eu obtient
sgoriodd cafodd gafodd his her ei sa son
"""
CUES = frozenset(_CUES_WORDS.split())
"""Words of which each sentence about one learner's marks has one, or else an 's."""
_INSTEAD = "(marks left out)"
_SHORTEST_LIST = 5
_PERSON = (
    rf"\b(?:he|she|il|elle|hi|ef|fe|(?:{ANY_ONE})(?: [a-z]{{1,3}}| \d{{1,2}})?)$"
    rf"|\b(?:one|a|the|un|une|le|la|l'|this|that|another) (?:[a-z]+ )?(?:{ANY_ONE})\b"
)
_NOT_ONE = (
    r"\b(?:average|mean|median|moyenne|typical|on average|class|group|team|school|each"
    r"|every|dosbarth|grwp|classe|groupe|equipe|any|whole|cohort|pair|if|when|imagine"
    r"|example|sample|fictional|anonymous|chaque|pob)\b"
)
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_OUT_OF = rf"{_NUMBER} ?(?:/|out of|allan o|sur) ?\d{{1,3}}(?![\d/])(?! ?%)"


@cache
def _scored() -> re.Pattern[str]:
    verbs = (
        r"scored|scores|got|gets|had|achieved|managed|gained|received|earned"
        r"|a obtenu|a eu|obtient"
    )
    return re.compile(
        rf"\b(?:{verbs}) (?:only |just |about )?(?:an? |une )?"
        rf"(?P<mark>{_OUT_OF}|{_NUMBER} ?%|{_NUMBER}"
        r"(?= (?:on|in|for|marks?|points?|au?|en)\b|$|[.;,\n]))"
        r"(?! of (?:the|our|all)\b)"
    )


@cache
def _in_welsh() -> re.Pattern[str]:
    # The verb comes first, then who it was.
    return re.compile(
        rf"\b(?:sgoriodd|[cg]afodd) (?P<who>(?:[a-z']+ ){{0,3}}?)(?P<mark>{_OUT_OF})"
    )


@cache
def _owned() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?P<who>his|her|ei|sa|son)|(?P<name>[a-z]+)'s)"
        r" (?:[a-z]+ ){0,2}?(?:score|mark|grade|result|note|marc|farc|sgor)"
        r" ?(?:was|is|of|:|=|est|etait|oedd|yw)? ?"
        rf"(?P<mark>{_OUT_OF}|{_NUMBER}(?! (?:times|points? (?:higher|lower|up))))"
    )


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{ANY_ONE}) (?:[a-z]|\d{{1,2}}|[a-z]{{2}}) ?[:=,-]? ?"
        rf"(?:had |has |with )?{_OUT_OF}"
    )


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(
        r"\W*(?:[a-z ]+: (?=[a-z]))?(?:and |et |a )?"
        rf"(?P<label>(?:(?:{ANY_ONE}) )?[a-z][a-z'.-]*(?: [a-z]\b\.?)?"
        rf"|(?:{ANY_ONE}) ?\d{{1,2}})"
        rf"[\s:=(-]{{1,4}}(?:scored |got )?{_NUMBER}(?: ?/ ?\d{{1,3}}| ?%)?\)?\W*"
    )


def marks_of_one(passage: Passage, known: frozenset[str]) -> Iterator[Hit]:
    """Find the marks of one learner, and lists of marks with a name to each.

    `known` are words that name staff.
    """
    if not passage.has_digits:
        return
    if not _SCORING.isdisjoint(passage.words):
        yield from _sentences(passage, known)
    if re.search(rf"\b(?:{ANY_ONE}) (?:\w{{1,2}}) ?\S", passage.plain):
        for match in _labelled().finditer(passage.plain):
            yield Hit("one-learner-marks", *match.span(), _INSTEAD)
    yield from _lists(passage, known)


def _sentences(passage: Passage, known: frozenset[str]) -> Iterator[Hit]:
    for match in _scored().finditer(passage.plain):
        start = passage.clause_start(match.start())
        before = passage.plain[start : match.start()]
        if re.search(_NOT_ONE, before):
            continue
        subject = before.replace(",", " , ").rpartition(" , ")[2].strip()
        has_total = re.search(r"/|out of|allan o|sur", match.group("mark"))
        nobody = not before.strip(" -*\"'(") and has_total
        if nobody or re.search(_PERSON, subject) or _is_named(subject, known):
            yield Hit("one-learner-marks", *match.span(), _INSTEAD)
    for match in _in_welsh().finditer(passage.plain):
        who = match.group("who")
        if not re.search(_NOT_ONE, who) and not {*who.split()} & {*MANY.split()}:
            yield Hit("one-learner-marks", *match.span(), _INSTEAD)
    for match in _owned().finditer(passage.plain):
        name = match.group("name")
        if name is None or name in FIRST_NAMES - known or name in ANY_ONE.split("|"):
            yield Hit("one-learner-marks", *match.span(), _INSTEAD)


def _is_named(subject: str, known: frozenset[str]) -> bool:
    """Say whether the last words before the verb are somebody's first name."""
    names = FIRST_NAMES - known
    return any(word in names for word in re.findall(r"[^\W\d_]+", subject)[-2:])


def _lists(passage: Passage, known: frozenset[str]) -> Iterator[Hit]:
    """Find five or more marks in a row, most of them beside a person."""
    plain = passage.plain.replace("|", " ").replace("\t", " ")
    if len(re.findall(r"\d{1,3}", plain)) < _SHORTEST_LIST:
        return
    run: list[tuple[int, int, str]] = []
    for part in (*re.finditer(r"[^,;\n]+", plain), None):
        match = _pair().fullmatch(part.group()) if part else None
        if part and match:
            run.append((*part.span(), match.group("label").strip(" .")))
            continue
        if part and not part.group().strip(" -:|") and run:
            continue
        if len(run) >= _SHORTEST_LIST and _are_people(run, plain, known):
            start = len(plain) - len(plain[run[0][0] :].lstrip())
            yield Hit("one-learner-marks", start, run[-1][1], _INSTEAD)
        run = []


@cache
def _initialled() -> re.Pattern[str]:
    pair = rf"[a-z]{{2,3}} ?[:=-]? ?{_NUMBER}(?:/\d{{1,3}})?"
    return re.compile(rf"(?<![^\W_]){pair}(?:(?:, ?|; ?|\n| and ){pair}){{3,}}(?!\w)")


def marks_by_initials(passage: Passage) -> Iterator[Hit]:
    """Find four or more marks in a row, each beside two or three capitals.

    Beside a word for marks they are people's for sure; else they may be.
    """
    if not passage.has_digits:
        return
    for match in _initialled().finditer(passage.plain):
        found = [*re.finditer(r"[a-z]{2,3}", match.group())]
        labels = [one.group() for one in found if one.group() != "and"]
        at = [match.start() + one.start() for one in found if one.group() != "and"]
        are_capitals = all(map(passage.is_capital, (*at, *(n + 1 for n in at))))
        if not are_capitals or len({*labels}) < len(labels) or {*labels} & NO_INITIALS:
            continue
        is_sure = re.search(
            r"\b(?:marks?|scores?|scored|marciau|notes|pupils?|learners?|students?)\b",
            passage.plain,
        )
        rule = "one-learner-marks" if is_sure else "likely-name"
        yield Hit(rule, *match.span(), _INSTEAD)


@cache
def _few_reached() -> re.Pattern[str]:
    few = r"(?:[1-4]|one|two|three|four|un|dau|tri|pedwar|deux|trois|quatre)"
    reached = (
        r"reached|passed|scored|achieved|got|met|managed|failed|could|can|were|was|did"
        r"|are|is|have|had|has"
    )
    return re.compile(
        rf"(?<![\w./,:%-]){few} (?:out )?of (?:the |our |these )?\d{{2,3}}"
        rf"(?: (?:{ANY_MANY})\b|(?= (?:{reached})\b))"
    )


def few_that_reached(passage: Passage) -> Iterator[Hit]:
    """Find how many learners did something, where they are few of a counted group."""
    if not passage.has_digits:
        return
    for match in _few_reached().finditer(passage.plain):
        yield Hit("points-at-one", *match.span(), "some learners")


def _are_people(
    run: list[tuple[int, int, str]], plain: str, known: frozenset[str]
) -> bool:
    """Say whether the labels of a list are people, not days, subjects or grades."""
    labels = [label for *_, label in run]
    dates = sum(label in DAYS or label in MONTHS for label in labels)
    if len({*labels}) < len(labels) or dates * 2 >= len(labels):
        return False
    if sum(_is_person(label, known) for label in labels) * 2 >= len(labels):
        return True
    letters = all(re.fullmatch(r"[a-z](?:\.[a-z])?", label) for label in labels)
    about = re.search(r"\b(?:marks?|scores?|scored|marciau|notes)\b", plain)
    apart = r"\b(?:grades?|options?|answers?|bands?|levels?|graddau)\b"
    return bool(letters and about and not re.search(apart, plain))


def _is_person(label: str, known: frozenset[str]) -> bool:
    if re.fullmatch(rf"(?:{ANY_ONE}) ?(?:[a-z]{{1,2}}|\d{{1,2}})|[a-z]\.[a-z]", label):
        return True
    return label.replace(".", " ").split()[0] in FIRST_NAMES - known
