"""What one text says about people: every detector, in order, as findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plcjournal.core.findings import Severity
from plcjournal.core.privacy.addresses import addresses, post_codes
from plcjournal.core.privacy.allowing import allowed_words, is_allowed
from plcjournal.core.privacy.births import birth_dates
from plcjournal.core.privacy.likely import likely_names
from plcjournal.core.privacy.listed import listed_names, parts_of_names
from plcjournal.core.privacy.marks import (
    few_that_reached,
    marks_by_initials,
    marks_of_one,
)
from plcjournal.core.privacy.numbers import person_numbers
from plcjournal.core.privacy.passage import Passage
from plcjournal.core.privacy.phones import phone_numbers
from plcjournal.core.privacy.quiet import is_quiet
from plcjournal.core.privacy.sensitive import (
    few_learners,
    is_close,
    sensitive_words,
)
from plcjournal.core.privacy.tables import names_in_tables
from plcjournal.core.privacy.unique import unique_phrases
from plcjournal.core.privacy.vocabulary.learners import ANY_ONE
from plcjournal.core.rulebook import RULES, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.core.privacy.passage import Hit
    from plcjournal.core.settings import Privacy

_STAY = "and would stay for ever."
_SAID = {
    "e-mail-address": f"is an e-mail address {_STAY}",
    "listed-name": "is on your list of names to keep out.",
    "learner-number": f"looks like one person's {{kind}} {_STAY}",
    "phone-number": f"is a telephone number {_STAY}",
    "birth-date": "tells when somebody was born, which points at one person.",
    "one-learner-marks": "tells the marks of one learner, who can be recognised.",
    "names-in-a-table": "heads a column of names: a row for each person.",
    "sensitive-few": "together with '{kind}' is private and points at few learners.",
    "likely-name": "may be a learner's name.",
    "points-at-one": "may point at one learner, without any name.",
    "sensitive-category": "is private; where few are meant, everybody knows who.",
    "number-like-an-id": "may be one person's {kind}.",
    "post-code": "leads to a few homes, if it is where a learner lives.",
}
_LEARNER = "a learner"
_CALLED = rf"(?<![^\W_])(?:{ANY_ONE})(?: called| named)? $"
_LONGEST = 70
_PIECE, _OVERLAP = 1 << 18, 300
_MOST = 200  # more in one text nobody reads
_MOST_SILENT = 1 << 13  # texts that come again and again are among the first
_TOKEN = re.compile(r"[a-z0-9_./:-]*", re.ASCII)


class Watch:
    """What to look for and what to let pass in a journal.

    `names` are the lines of this machine's list; `allowed` the words that may stand.
    """

    __slots__ = ("_find", "_known", "_silent", "allowed", "names", "privacy")

    def __init__(
        self,
        privacy: Privacy,
        names: Sequence[str] = (),
        known: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self.privacy, self.names = privacy, names
        self._find = known
        self._known: frozenset[str] | None = None
        self.allowed = allowed_words(privacy)
        self._silent: set[str] = set()

    @property
    def known(self) -> frozenset[str]:
        """The words that name the journal's staff, teams and schools.

        They are found when somebody first asks: most words that are saved need none.
        """
        if self._known is None:
            self._known = self._find()
        return self._known

    def is_silent(self, text: str) -> bool:
        """Say whether nothing is found in a text; remembers those that say nothing."""
        if text in self._silent or (not self.names and is_quiet(text)):
            return True
        if hits(Passage(text), self, may_doubt=is_wordy(text)):
            return False
        if len(self._silent) < _MOST_SILENT:
            self._silent.add(text)
        return True


def is_wordy(text: str) -> bool:
    """Say whether a text may hold more than ids, dates and addresses of pages."""
    return _TOKEN.fullmatch(text) is None


def check_text(
    text: str,
    privacy: Privacy,
    names: Sequence[str],
    *,
    path: str,
    known: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Answer the words of one text that name a person, or may; errors come first.

    `known` are words that name staff.
    """
    return watched(text, Watch(privacy, names, lambda: known), path)


def watched(text: str, watch: Watch, path: str) -> tuple[Finding, ...]:
    """Answer the same for a watch that is kept for many texts."""
    passage = Passage(text)
    found = hits(passage, watch)
    return tuple(told(passage, hit, path, found) for hit in found)


def check_file(
    text: str, privacy: Privacy, names: Sequence[str], *, path: str
) -> Iterator[Finding]:
    """Answer what must not be kept in the text of a file, however long it is.

    A text is looked at in pieces that overlap, so that nothing is cut in two; tables
    are looked for in all of it. Whole pages are not read for what only may be a name.
    """
    watch = Watch(privacy, names)
    for start in range(0, max(1, len(text)), _PIECE):
        passage = Passage(text[max(0, start - _OVERLAP) : start + _PIECE])
        found = hits(passage, watch, may_doubt=False)
        yield from (told(passage, hit, path, ()) for hit in found)
    passage = Passage(text)
    for hit in names_in_tables(passage):
        where = hit.start, hit.end
        if not is_allowed(passage.plain, *where, watch.allowed):
            yield told(passage, hit, path, ())


def hits(passage: Passage, watch: Watch, *, may_doubt: bool = True) -> list[Hit]:
    """Answer what stands in a passage and was not allowed, each of its words once.

    Where two detectors mean the same words, the first one speaks; without `may_doubt`
    only what is sure is looked for.
    """
    found: list[Hit] = []
    seen: set[tuple[str, str]] = set()
    for hit in _all(passage, watch, may_doubt=may_doubt):
        words = passage.plain[hit.start : hit.end]
        if (hit.rule, words) in seen or (
            hit.rule not in _INDEPENDENT and _is_inside(hit, found)
        ):
            continue
        if watch.allowed and is_allowed(
            passage.plain, hit.start, hit.end, watch.allowed
        ):
            continue
        seen.add((hit.rule, words))
        found.append(hit)
        if len(found) == _MOST:
            break
    return found


_INDEPENDENT = frozenset({"e-mail-address", "listed-name", "sensitive-few"})


def _is_inside(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(hit.start < one.end and one.start < hit.end for one in others)


def _all(passage: Passage, watch: Watch, *, may_doubt: bool) -> Iterator[Hit]:
    if passage.cue or not is_quiet(passage.text):
        yield from detected(passage, watch, may_doubt=may_doubt)
        return
    yield from listed_names(passage, watch.names)
    if may_doubt:
        yield from parts_of_names(passage, watch.names)


def detected(passage: Passage, watch: Watch, *, may_doubt: bool) -> Iterator[Hit]:
    """Yield what each detector finds, one after the other, whatever is allowed."""
    yield from addresses(passage)
    yield from listed_names(passage, watch.names)
    yield from birth_dates(passage)
    numbers = [*person_numbers(passage, may_doubt=may_doubt)]
    yield from (hit for hit in numbers if hit.rule == "learner-number")
    yield from phone_numbers(passage)
    yield from marks_of_one(passage, watch.known)
    initials = [*marks_by_initials(passage)]
    yield from (hit for hit in initials if hit.rule == "one-learner-marks")
    # A word alone cannot say both what is private and how few are meant.
    private = [*sensitive_words(passage)] if may_doubt or " " in passage.plain else []
    if private:
        yield from _together(passage, private, watch, may_doubt=may_doubt)
    if not may_doubt:
        return
    yield from initials
    yield from numbers
    yield from post_codes(passage)
    yield from parts_of_names(passage, watch.names)
    yield from likely_names(passage, watch.known)
    yield from unique_phrases(passage)
    yield from few_that_reached(passage)


def _together(
    passage: Passage, private: list[Hit], watch: Watch, *, may_doubt: bool
) -> Iterator[Hit]:
    """Join what is private with how few are meant, or tell it mildly."""
    first = min(private, key=lambda hit: hit.start)
    joint = together(passage, passage, first, watch)
    if joint is not None:
        yield joint
    elif may_doubt:
        yield from private


def together(
    passage: Passage, other: Passage, private: Hit, watch: Watch
) -> Hit | None:
    """Answer how few learners a passage means, beside what is private in another."""
    words = other.said(private.start, private.end)
    for few in few_learners(passage, watch.privacy.smallest):
        if passage is not other or is_close(passage, few, private):
            return few._replace(kind=words)
    return None


def told(
    passage: Passage, hit: Hit, path: str, others: Sequence[Hit] | None = None
) -> Finding:
    """Say what was found, with the whole text rewritten without it.

    Without the `others` that must not be kept either, too: else it would be held back
    once more.
    """
    first, last = passage.span(hit.start, hit.end)
    words = re.sub(r"\s*\n\s*", " ", passage.text[first:last])
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    sentence = _SAID[hit.rule].replace("{kind}", hit.kind)
    fix = "" if others == () else _rewritten(passage, hit, others or ())
    return finding(hit.rule, path, f"'{shown}' {sentence}", fix=fix)


def _rewritten(passage: Passage, hit: Hit, others: Sequence[Hit]) -> str:
    """Answer a text without something found, and without all that must not be kept."""
    gone = [hit]
    for one in others:
        if RULES[one.rule].severity is Severity.ERROR and not _is_inside(one, gone):
            gone.append(one)
    text = passage.text
    for one in sorted(gone, key=lambda one: one.start, reverse=True):
        first, last = passage.span(one.start, one.end)
        text = f"{text[:first]}{_fitting(passage, one, first)}{text[last:]}"
    return text


def _fitting(passage: Passage, hit: Hit, first: int) -> str:
    """Answer the words to say instead, as they fit between what stands around them."""
    before = passage.text[:first].rstrip()
    if hit.instead == _LEARNER and re.search(_CALLED, passage.plain[: hit.start]):
        return "A"  # the pupil A
    begins = not before and len(passage.text.split()) > 2
    if hit.rule != "listed-name" and (begins or before[-1:] in {".", "!", "?"}):
        return hit.instead[:1].upper() + hit.instead[1:]
    return hit.instead
