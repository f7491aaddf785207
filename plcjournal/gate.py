"""What keeps a change from being saved: new errors, and words that name a person.

Every way in passes here: commands, hand edits, the editor, a new journal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from plcjournal import reading, schemas
from plcjournal.core import layout, privacy
from plcjournal.core.findings import Severity
from plcjournal.core.rulebook import finding
from plcjournal.core.rules.journal import check_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.metadata.looking import Looker

SPOKEN = "the message"
AUTHOR = "who saves"
_MONTH = re.compile(r"/[12]\d{3}-(?:0\d|1[0-2])-")
_COMMENT = re.compile(r"(?:^|\s)#\s*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Change:
    """A journal before and after, the files and words to record, and who saves."""

    before: Journal
    after: Journal
    paths: Sequence[str]
    files: Mapping[str, bytes]
    words: Sequence[str] = ()
    author: str = ""


def broken(change: Change) -> tuple[Finding, ...]:
    """Answer the errors that a change brings; those that stood before do not count."""
    unlike = change.after.unlike(change.before)
    gone = any(change.after.record(path) is None for path in unlike)
    paths = None if gone else change.paths
    found = [one for one in check_journal(change.after, paths) if one.blocks]
    stood = check_journal(change.before, paths) if found else ()
    old = {_same(one) for one in stood}
    return tuple(one for one in found if _same(one) not in old)


def private(
    change: Change,
    names: Sequence[str],
    recorded: Callable[[Sequence[str]], Mapping[str, bytes]],
) -> tuple[Finding, ...]:
    """Answer what in a change must not enter the history.

    `recorded` answers the bytes that the history holds of some paths already: what
    stands there is past holding back, and does not stop other work.
    """
    told = named(change.after, change.paths, change.files, names)
    return _blocked(change, told, names, recorded)


class Looked(NamedTuple):
    """What a change says of people: what stops it, and what is only told."""

    blocked: tuple[Finding, ...]
    doubtful: tuple[Finding, ...]


def look(
    change: Change,
    names: Sequence[str],
    recorded: Callable[[Sequence[str]], Mapping[str, bytes]],
) -> Looked:
    """Answer what `private` does, and what may name somebody in fields that are new."""
    told = named(change.after, change.paths, change.files, names)
    unsure = [one for one in told if one.field and one.severity is Severity.WARNING]
    if unsure:
        before = privacy.check(change.before, change.paths, names)
        known = {_same(one) for one in before}
        unsure = [one for one in unsure if _same(one) not in known]
    return Looked(_blocked(change, told, names, recorded), tuple(unsure))


def _blocked(
    change: Change,
    told: Sequence[Finding],
    names: Sequence[str],
    recorded: Callable[[Sequence[str]], Mapping[str, bytes]],
) -> tuple[Finding, ...]:
    found = tuple(one for one in told if one.blocks)
    if found:
        files = recorded(change.paths)
        there = reading.read({**change.files, **files}).journal if files else None
        old = named(there, [*files], files, names) if there else ()
        known = {_same(one) for one in old}
        found = tuple(one for one in found if _same(one) not in known)
    if found:
        return found
    settings = change.after.settings.privacy
    spoken = [
        one
        for words in change.words
        for one in privacy.check_text(words, settings, names, path=SPOKEN)
        if one.blocks
    ]
    return (*spoken, *_signed(change, names))


def again(found: Finding) -> str:
    """Answer the command to type again where no draft can be taken up."""
    spot = layout.spot(found.path)
    if spot is None or spot.kind not in ("team", "model"):
        return ""
    words = found.fix if found.text and '"' not in found.fix else "TEXT"
    if spot.kind == "model":
        return "Choose another name: plc models --new NAME --from MODEL"
    flag = next((f for f in ("norm", "place") if f in found.field), "new")
    return f'Say it in other words: plc team --{flag} "{words}"'


def _signed(change: Change, names: Sequence[str]) -> Iterator[Finding]:
    """Find that who saves is on the list: by mistake, or under a learner's name."""
    author = change.author.strip()
    if not author or not names:
        return
    settings = change.after.settings.privacy
    for one in privacy.check_text(author, settings, names, path=AUTHOR):
        if one.rule == "listed-name" and one.message.startswith(f"'{author}' "):
            message = (
                f"You save as '{author}', who is on your list of names to keep out."
            )
            fix = (
                f'If the list is wrong: plc privacy names --remove "{author}"; to save'
                ' under your name: plc init --author "NAME"'
            )
            yield replace(finding(one.rule, AUTHOR, message, fix=fix), text="")


def named(
    journal: Journal,
    paths: Sequence[str],
    files: Mapping[str, bytes],
    names: Sequence[str] | privacy.Watch,
    looker: Looker | None = None,
) -> tuple[Finding, ...]:
    """Answer what some files say of people: in values, comments, names, attachments.

    Also what only warns. `files` are their bytes; one that is gone is not among them.
    `looker` is for who looks into many files in turn; who asks often keeps a watch
    over the journal instead of the names.
    """
    watch = _watch(journal, names)
    # What plc wrote for editors is the same in every journal, and speaks of nobody.
    paths = [one for one in paths if not schemas.is_ours(one, files.get(one, b""))]
    records = {path for path in paths if journal.record(path) is not None}
    if looker is None and len(records) < len(paths):
        from plcjournal.metadata.looking import Looker

        with Looker() as mine:
            return named(journal, paths, files, watch, mine)
    found = [*privacy.look_at(journal, paths, watch)]

    def look_at(text: str) -> tuple[Finding, ...]:
        return privacy.watched(text, watch, path)

    clean: set[str] = set()
    for path in paths:
        spot = layout.spot(path)
        # The four files of a cycle are called alike everywhere: its folder says all.
        # The month before it names nobody; beside other digits it looks like a number.
        where = path
        if spot and spot.is_stage:
            where = _MONTH.sub("/", path.rpartition("/")[0])
        # An address stands in the path as it is, a name between hyphens and others.
        for text in dict.fromkeys((where, re.sub(r"[-_/.]", " ", where))):
            told = () if text in clean else look_at(text)
            found += [one for one in told if one.message not in _messages(found, path)]
            if not told:
                clean.add(text)
        data = files.get(path, b"")
        if path not in records:  # an attachment, or what nobody can read as a record
            from plcjournal import artefacts

            found += artefacts.check(path, data, watch.privacy, watch.names, looker)
            continue
        found += _in_comments(data, look_at, clean)
    return tuple(found)


def _watch(journal: Journal, names: Sequence[str] | privacy.Watch) -> privacy.Watch:
    if isinstance(names, privacy.Watch):
        return names
    return privacy.watch_over(journal, names)


def _comments_alone(text: str) -> str:
    """Answer the lines that may hold comments, to know those of other records again.

    A mark stands for all lines between them, and one that no record holds before them.
    '' where they do not say all: a comment of nothing is looked at with the line below.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if "#" in line:
            lines.append(line)
        elif lines and lines[-1] != ".":
            lines.append(".")
    if any(line.rstrip().endswith("#") for line in lines):
        return ""
    return "\0" + "\n".join(lines)


def _in_comments(
    data: bytes, look_at: Callable[[str], Sequence[Finding]], clean: set[str]
) -> list[Finding]:
    """Answer what the comments of a record say of people, each at its line.

    `clean` are texts that say nothing of anybody, and grow: every cycle of a model has
    the same comments.

    Looking for a # is quick and finds too many; only where one of them tells something
    is the record read to know which of them begin a comment.
    """
    text = data.decode("utf-8", "replace")
    alone = _comments_alone(text)
    if alone in clean:
        return []
    told = []
    for match in _COMMENT.finditer(text):
        if match[1] not in clean:
            found = look_at(match[1])
            told += [(match, one) for one in found]
            if not found:
                clean.add(match[1])
    told += _over_lines(text, look_at, clean, {one.rule for _, one in told})
    if not told:
        if alone:
            clean.add(alone)
        return []
    from plcjournal.codec.comments import comments

    real = {comment.words for comment in comments(data)}
    placed = []
    for match, one in told:
        at = match.start(1)
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        if not real or any(match[0].strip().endswith(words) for words in real):
            placed.append(replace(one, fix=f"# {one.fix}").placed(line, column))
    return placed


def _over_lines(
    text: str,
    look_at: Callable[[str], Sequence[Finding]],
    clean: set[str],
    known: set[str],
) -> Iterator[tuple[re.Match[str], Finding]]:
    """Yield what comments say that go on over lines; `known` rules were told of.

    What is only a doubt was looked for in each line.
    """
    blocks: list[list[re.Match[str]]] = []
    for match in _COMMENT.finditer(text):
        last = blocks[-1][-1] if blocks else None
        if last is not None and match.start() - last.end() <= 1:
            blocks[-1].append(match)
        else:
            blocks.append([match])
    for block in blocks:
        words = "\n".join(match[1] for match in block)
        if len(block) > 1 and words not in clean:
            found = [o for o in look_at(words) if o.blocks and o.rule not in known]
            yield from (
                (block[0], replace(one, fix=" ".join(one.fix.split()))) for one in found
            )
            if not found:
                clean.add(words)


def _messages(findings: Sequence[Finding], path: str) -> set[str]:
    return {one.message for one in findings if one.path == path and not one.field}


def _same(found: Finding) -> tuple[str, str, str, str]:
    return found.rule, found.path, found.message, found.text
