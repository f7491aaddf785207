"""Hides how what somebody began with git comes to its end, as git would end it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.repository import author, underway
from plcjournal.repository.carrying import carry
from plcjournal.repository.notes import Intent
from plcjournal.repository.revisions import Revisions
from plcjournal.repository.stages import Stages, Version, differing, entry, in_order
from plcjournal.saving import landing, recording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.repository.notes import Entry
    from plcjournal.repository.repository import Repository
    from plcjournal.repository.underway import Underway

_SUBJECT = "Put two versions together"
_REASONS = {"merge": "commit (merge)", "cherry-pick": "commit (cherry-pick)"}


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why git does not go on: a sentence, and the files it is about."""

    sentence: str
    hint: str = ""
    paths: tuple[str, ...] = ()


class Ending:
    """Ends one thing that was begun; the caller holds the write lock."""

    def __init__(self, repository: Repository, state: Underway) -> None:
        self._repository = repository
        self._state = state
        self._stages = Stages(repository)
        self._revisions = Revisions(repository)
        self._tried = underway.first_try(repository, state)
        self._met = {one.path for one in self._stages.unmerged()}
        self._variables = recording.signatures(repository, None) if state.what else {}

    def strangers(self) -> tuple[str, ...]:
        """Answer what is prepared for saving here and has nothing to do with it."""
        own = self._own_paths() if self._state.what else None
        staged = differing(self._stages.held(self._state.ours), self._stages.settled())
        if own is None:
            return ()
        return tuple(sorted(path for path in staged if path not in own | self._met))

    def end(self, entries: Sequence[Entry]) -> Stopped | None:
        """Stage what became of the paths that met, and end, or go on.

        Raises:
            Moved: somebody else ended it meanwhile.
        """
        if self._state.is_one_commit:
            return self._commit(entries)
        strangers = self.strangers()
        if strangers:
            return _stopped_by(strangers)
        self._prepare(entries)
        return self._go_on() if self._state.what else None

    def pause(self, entries: Sequence[Entry]) -> None:
        """Stage what became of some paths, and note it: others wait for a person."""
        paths = [one.path for one in entries]
        underway.note_settled(self._repository, self._state, paths)
        self._prepare(entries)

    def _prepare(self, entries: Sequence[Entry]) -> None:
        """Stage what became of the paths that met, without ending anything."""
        if not self._state.what:
            # What was put aside is work that nobody saved: it stays in the folder.
            held = self._stages.held(self._state.ours)
            entries = [entry(one.path, held.get(one.path)) for one in entries]
        self._stages.stage(entries)

    def _commit(self, entries: Sequence[Entry]) -> Stopped | None:
        repository = self._repository
        aside = underway.put_aside(repository)
        if not self._is_recorded():
            self._record(entries)
        underway.forget(repository)
        if aside:
            underway.bring_back(repository, aside)
        return self._go_on() if underway.is_sequence(repository) else None

    def _is_recorded(self) -> bool:
        """Say whether nothing is left but the notes of what was begun."""
        state = self._state
        if not state.theirs:
            return True  # between one commit of several and the next
        return state.is_merge and all(
            self._repository.is_ancestor(one, state.ours or "") for one in state.theirs
        )

    def _record(self, entries: Sequence[Entry]) -> None:
        repository, state = self._repository, self._state
        head = state.ours or ""
        held = self._stages.held(head)
        after = self._stages.settled()
        for one in entries:
            after.pop(one.path, None)
            if one.blob:
                after[one.path] = Version(one.mode, one.blob)
        own = self._own_paths()
        wanted = None if own is None else own | {one.path for one in entries}
        news = {
            path: version
            for path, version in differing(held, after).items()
            if wanted is None or path in wanted
        }
        if not news and not state.is_merge:
            self._stages.stage(entries)
            return  # it is here already
        changes = in_order(entry(path, version) for path, version in news.items())
        tree = repository.index.tree(head, changes, len(head))
        parents = (head, *state.theirs) if state.is_merge else (head,)
        variables = self._signed()
        commit = repository.commit(tree, parents, self._text(), variables)
        others = self._revisions.changed(head, commit).keys() ^ news.keys()
        if others:
            raise landing.Clash(min(others))
        self._land(commit, in_order(entries), variables)

    def _own_paths(self) -> set[str] | None:
        """Answer the paths that belong to what was begun; None: nobody can say."""
        if self._tried is None:
            return None
        state = self._state
        held, tried = self._stages.held(state.ours), self._stages.held(self._tried)
        own = {*differing(held, tried), *self._stages.resolved()}
        own |= underway.noted_settled(self._repository, state)
        bases: tuple[str, ...] = (state.base,) if state.base else ()
        if state.is_merge and state.ours:
            bases = self._revisions.merge_bases(state.ours, state.theirs[-1])
        for base in bases:
            for other in state.theirs:
                own |= self._revisions.changed(base, other).keys()
        return own

    def _text(self) -> str:
        words = underway.message(self._repository) or _SUBJECT
        more = "\n\nPlc-Action: resolve" if self._state.is_merge else ""
        return f"{words}{more}\n"

    def _signed(self) -> dict[str, str]:
        """Answer who signs: what is picked keeps its author and date."""
        variables = dict(self._variables)
        state = self._state
        if state.what != "cherry-pick":
            return variables
        picked = self._revisions.commit(state.theirs[0]) if state.theirs else None
        writer = author.cleaned(picked.author) if picked else None
        if picked and writer:
            when = picked.when
            variables |= {
                "GIT_AUTHOR_NAME": writer.name,
                "GIT_AUTHOR_EMAIL": writer.email,
                "GIT_AUTHOR_DATE": f"@{int(when.timestamp())} {when:%z}",
            }
        return variables

    def _land(
        self, commit: str, entries: Sequence[Entry], variables: dict[str, str]
    ) -> None:
        repository, state = self._repository, self._state
        subject = self._text().partition("\n")[0]
        reason = f"{_REASONS.get(state.what, 'commit')}: {subject}"
        ref = repository.branch()
        if ref is None:  # the folder shows no branch: only the place itself moves
            self._stages.stage(entries)
            repository.move_branch(
                "HEAD", commit, state.ours, reason=reason, variables=variables
            )
            if repository.tip() != commit:
                raise landing.Moved
            return
        git_dir = repository.place.git_dir
        intent = Intent(
            ref=ref,
            old=state.ours,
            new=commit,
            git_dir=git_dir.relative_to(repository.place.common_dir).as_posix(),
            entries=tuple(entries),
            staged={},
        )
        with repository.objects() as objects, landing.claim(repository):
            landing.land(repository, objects, intent, reason, variables)

    def _go_on(self) -> Stopped | None:
        """Let git go on with the commits that are still to come."""
        repository, state = self._repository, self._state
        before = underway.step(repository)
        typed = self._stages.unstaged() if state.what == "rebase" else ()
        if typed and not carry(repository, typed, self._variables):
            return _stopped_by_changes(typed)
        signing = self._variables
        if state.what != "revert":  # each commit keeps its own author
            signing = {k: v for k, v in signing.items() if "AUTHOR" not in k}
        ended = underway.go_on(repository, state.what, signing)
        now = underway.underway(repository)
        if now.what != state.what or self._stages.unmerged():
            return None
        if now.is_one_commit and now.theirs not in ((), state.theirs):
            return None  # a commit of which nothing is left to do
        if not ended.code and underway.step(repository) != before:
            return Stopped(
                "It was asked to stop here, so that somebody can look.",
                "When that is done, type: plc resolve",
            )
        changed = self._stages.unstaged()
        if changed:
            return _stopped_by_changes(changed)
        return Stopped(f"It could not go on: {_last_words(ended.error)}", "plc doctor")


def _stopped_by(paths: Sequence[str]) -> Stopped:
    return Stopped(
        f"Something else is prepared for saving here: {', '.join(paths)}.",
        f"Take it back with: git restore --staged {paths[0]} and then type:"
        " plc resolve",
        tuple(paths),
    )


def _stopped_by_changes(paths: Sequence[str]) -> Stopped:
    return Stopped(
        f"These files have changes of yours that are not saved: {', '.join(paths)}.",
        f"Put them aside with: git stash push -- {' '.join(paths)} and type: plc"
        " resolve, and then: git stash pop",
        tuple(paths),
    )


def _last_words(said: str) -> str:
    lines = [line for line in said.splitlines() if not line.startswith("hint:")]
    return " ".join(" ".join(lines[-2:]).split()) or "nobody knows why."
