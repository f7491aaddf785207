"""What must never enter a public history: people, and figures that point at them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from plcjournal.core import layout
from plcjournal.core.figures import is_about_learners
from plcjournal.core.findings import Finding
from plcjournal.core.identity import key_of
from plcjournal.core.journal import Cycle, Journal
from plcjournal.core.parse import field_of
from plcjournal.core.records import Measure, Result
from plcjournal.core.rulebook import finding
from plcjournal.core.settings import Privacy
from plcjournal.core.shape import plain
from plcjournal.core.values import Value

# Beginning only where a word does, or a long word without @ would take ages.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SMALL_CELL = range(1, 5)


def check(
    journal: Journal, paths: Iterable[str], names: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Answer what stands in the records at some paths and must not be kept.

    `names` are the lines of the list of names that never leaves this machine.
    """
    records = journal.records()
    privacy = journal.settings.privacy
    wanted = [path for path in paths if path in records]
    found: list[Finding] = []
    for path in wanted:
        values = plain(records[path])
        for text, loc in _texts(values):
            if path == layout.SETTINGS and loc[:2] == ("privacy", "allow"):
                continue
            told = check_text(text, privacy, names, path=path)
            # The place is worked out only where there is something to say.
            found += [
                replace(_at(values, loc, one), text=text, loc=loc) for one in told
            ]
        spot = layout.spot(path)
        if spot is not None and spot.kind == "evidence":
            found += _figures(journal.cycles[spot.name], privacy)
        if spot is not None and spot.kind == "priority":
            found += _learners_of(journal.cycles[spot.name], privacy)
    return _without_ids_made_of(found)


def _at(values: Value, loc: tuple[str | int, ...], one: Finding) -> Finding:
    field = field_of(values, loc)
    fix = one.fix.replace(" ", "-") if loc[-1:] == ("id",) else one.fix
    return finding(one.rule, one.path, one.message, field=field, fix=fix)


def _without_ids_made_of(found: list[Finding]) -> tuple[Finding, ...]:
    """Leave out an id when the words it was made of are found as well."""
    items = {(one.path, one.loc[:-1]) for one in found if one.loc[-1:] != ("id",)}
    return tuple(
        one
        for one in found
        if one.loc[-1:] != ("id",) or (one.path, one.loc[:-1]) not in items
    )


def check_text(
    text: str, privacy: Privacy, names: Sequence[str], *, path: str
) -> tuple[Finding, ...]:
    """Answer the words of one text that name a person."""
    allowed = {_folded(entry.words) for entry in privacy.allow if entry.words}
    found = []
    for match in _EMAIL.finditer(text):
        words = match.group()
        if _folded(words) not in allowed:
            message = f"'{words}' is an e-mail address and would stay for ever."
            fix = text.replace(words, "(address)")
            found.append(("e-mail-address", message, fix))
    if names:
        for words in _listed(text, names):
            if _folded(words) not in allowed:
                message = f"'{words}' is on your list of names to keep out."
                fix = text.replace(words, "a learner")
                found.append(("listed-name", message, fix))
    return tuple(finding(rule, path, message, fix=fix) for rule, message, fix in found)


def _texts(
    value: Value, loc: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if isinstance(value, str):
        yield value, loc
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key, (*loc, key)
            yield from _texts(item, (*loc, key))
    elif isinstance(value, Sequence):
        for number, item in enumerate(value):
            yield from _texts(item, (*loc, number))


def _folded(text: str) -> str:
    """Answer a text without accents and case, to compare names."""
    bare = unicodedata.normalize("NFD", text.replace("\u2019", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def _listed(text: str, names: Sequence[str]) -> Iterator[str]:
    pattern = _name_pattern(tuple(names))
    if pattern is None:
        return
    folded, origin = _fold_with_origin(text)
    for match in pattern.finditer(folded):
        end = origin[match.end() - 1] + 1
        while unicodedata.combining(text[end : end + 1] or " "):
            end += 1
        yield text[origin[match.start()] : end]


def _fold_with_origin(text: str) -> tuple[str, list[int]]:
    """Fold a text and remember from which character each folded one came."""
    folded: list[str] = []
    origin: list[int] = []
    for number, character in enumerate(text):
        for bare in _folded(character):
            folded.append(bare)
            origin.append(number)
    return "".join(folded), origin


@cache
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    words = sorted({_folded(name.strip()) for name in names} - {""}, key=len)
    if not words:
        return None
    # Between two names may stand a space, a hyphen (as in ids) or a line break.
    choices = "|".join(
        r"[\s_-]+".join(re.escape(part) for part in re.split(r"[\s-]+", word))
        for word in reversed(words)
    )
    return re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])")


def _learners_of(cycle: Cycle, privacy: Privacy) -> Iterator[Finding]:
    size = cycle.priority.learners.size
    if size is not None and 0 < size < privacy.smallest:
        message = f"The cycle is about {_learners(size)}, who can be recognised."
        yield finding(
            "small-group",
            layout.stage_path(cycle.name, "priority"),
            message,
            loc=("learners", "size"),
            field="learners.size",
            fix="Leave the number out, or name a bigger group.",
        )


def _figures(cycle: Cycle, privacy: Privacy) -> Iterator[Finding]:
    path = layout.stage_path(cycle.name, "evidence")
    allowed = {
        entry.field for entry in privacy.allow if entry.cycle in (cycle.name, None)
    }
    for number, measure in enumerate(cycle.evidence.measures):
        if not is_about_learners(measure):
            continue
        for index, result in enumerate(measure.results):
            key = key_of("results", plain(result))
            field = f"measures.{measure.id}.results.{key}"
            if any(_covers(entry, f"evidence.{field}") for entry in allowed):
                continue
            loc = ("measures", number, "results", index)
            for rule, message, fix in _result(measure, result, privacy.smallest):
                yield finding(rule, path, message, loc=loc, field=field, fix=fix)


def _covers(allowed: str | None, field: str) -> bool:
    """Say whether an allowed path names a result, or a figure of it."""
    whole = allowed or ""
    whole = whole if whole.startswith("evidence.") else f"evidence.{whole}"
    return whole == field or whole.startswith(f"{field}.")


def _result(
    measure: Measure, result: Result, min_group: int
) -> Iterator[tuple[str, str, str]]:
    if result.suppressed:
        return
    size = result.size if result.size is not None else sum(result.levels.values())
    where = f"'{measure.name}' on {result.date}"
    hide = "Enter it without figures (--suppressed), or for a bigger group."
    if 0 < size < min_group:
        message = (
            f"{where} is about {_learners(size)}; a figure about fewer than "
            f"{min_group} points at each of them."
        )
        yield "small-group", message, hide
        return
    cells = [*result.levels.items()]
    if result.count is not None and result.size is not None:
        cells.append(("reached", result.count))
        cells.append(("not reached", result.size - result.count))
    for name, count in cells:
        if count in _SMALL_CELL:
            message = (
                f"{where} shows {_learners(count)} ('{name}'), who can be recognised."
            )
            yield "small-cell", message, "Join levels until each has 5 or more; " + hide
            return


def _learners(number: int) -> str:
    return "1 learner" if number == 1 else f"{number} learners"
