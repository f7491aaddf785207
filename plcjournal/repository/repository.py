"""Hides git: what history can be asked and told, in verbs of our own."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from plcjournal import disk
from plcjournal.errors import Exit, PlcError
from plcjournal.repository import lock, own_settings
from plcjournal.repository.ancestry import Ancestry
from plcjournal.repository.author import Person, known
from plcjournal.repository.command import Git, GitFailed, GitMissing, GitTooOld
from plcjournal.repository.history_import import Snapshot, stream
from plcjournal.repository.index import Index
from plcjournal.repository.objects import Objects, version
from plcjournal.repository.packing import New, packed
from plcjournal.repository.place import Place, find

__all__ = [
    "GitFailed",
    "GitMissing",
    "GitTooOld",
    "Person",
    "Place",
    "Repository",
    "Snapshot",
    "find",
]

_SIGNING_SECONDS = 600
_MANY_PACKS = 50
_YES = {"true", "yes", "on", "1"}


class BadSetting(PlcError):
    """A setting's value would be more than one line, which could say anything."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The value for {key} has characters that a setting cannot hold.",
            "Type it on one line.",
        )


class NotSigned(PlcError):
    """The person wants what is recorded to be signed, and that did not work."""

    exit_code: ClassVar[Exit] = Exit.NOT_SAVED

    def __init__(self, detail: str) -> None:
        super().__init__(
            "The change could not be signed with your key.",
            "See that the key works (git commit -S uses the same one), then run the"
            " same command again.",
        )
        self.detail = detail


class Repository:
    """One history, at one work tree of it."""

    def __init__(self, place: Place, inherit: tuple[int, ...] = ()) -> None:
        self.place = place
        self.inherit = inherit
        self.index = Index(place, inherit)
        self._git = Git(place.top, inherit)
        self._settings: dict[str, str] | None = None
        self.ancestry = Ancestry(self._git)

    def holding(self, descriptor: int) -> "Repository":
        """Answer the same history, whose processes hold a lock as well."""
        held = Repository(self.place, (descriptor,))
        held.ancestry = self.ancestry
        return held

    @classmethod
    def create(cls, folder: Path, branch: str = "main") -> "Repository":
        """Begin a history in a folder, with no hooks."""
        disk.make_folder(folder.resolve())
        Git(folder)(
            *("-c", "init.defaultRefFormat=files"),
            *("init", "--quiet", "--template=", "--object-format=sha1"),
            f"--initial-branch={branch}",
        )
        place = find(folder)
        if place is None or place.top != folder.resolve():
            raise GitFailed("init", f"nothing was made in {folder}")
        for name in ("HEAD", "config"):
            disk.flush_file(place.git_dir / name)
        disk.flush_folder(place.git_dir)
        disk.flush_folder(place.top)
        return cls(place)

    @staticmethod
    def create_shared(folder: Path, branch: str) -> None:
        """Begin, in a folder that is empty or not there, a history to share with."""
        disk.make_folder(folder)
        Git(folder)(
            *("-c", "init.defaultRefFormat=files", "init", "--quiet", "--bare"),
            *("--template=", "--object-format=sha1", f"--initial-branch={branch}"),
        )
        disk.flush_folder(folder)

    def prepare(self) -> None:
        """Make the folders that writing needs."""
        self.index.prepare()

    # What stands now: no process where a file says it.

    def branch(self) -> str | None:
        """Answer the full name of the current branch; None on no branch."""
        words = (self.place.git_dir / "HEAD").read_bytes().strip()
        if not words.startswith(b"ref: "):
            return None
        name = os.fsdecode(words.removeprefix(b"ref: ").strip())
        if name != "refs/heads/.invalid":
            return name
        # Newer ways to keep branches leave a stub in the file.
        ended = self._git.attempt("symbolic-ref", "--quiet", "HEAD")
        return None if ended.code else os.fsdecode(ended.out.strip())

    def tip(self, name: str = "HEAD") -> str | None:
        """Answer the commit a name stands for; None where there is none yet."""
        ended = self._git.attempt(
            *("rev-parse", "--verify", "--quiet", "--end-of-options"),
            f"{name}^{{commit}}",
        )
        if ended.code not in {0, 1}:
            raise GitFailed("rev-parse", ended.error)
        return ended.out.decode().strip() or None

    def stand_on(self, ref: str) -> None:
        """Let a history that has no commit yet begin on a branch of another name."""
        self._git("symbolic-ref", "HEAD", ref)
        disk.flush_file(self.place.git_dir / "HEAD")

    def in_progress(self) -> str | None:
        """Name what somebody started in the folder with git and has not finished."""
        return self.place.in_progress

    def locks(self, ref: str) -> tuple[Path, ...]:
        """Name the lock files git takes to move a branch."""
        return (self.place.git_dir / "HEAD.lock", self.place.common_dir / f"{ref}.lock")

    def settings(self) -> Mapping[str, str]:
        """Answer every setting git knows here, read once."""
        if self._settings is None:
            listed = self._git("config", "--list", "-z").split(b"\0")
            pairs = (os.fsdecode(one).partition("\n") for one in listed if one)
            # A key without a value is how git says yes.
            self._settings = {key: v if nl else "true" for key, nl, v in pairs}
        return self._settings

    def setting(self, key: str) -> str | None:
        """Answer one setting, such as `plc.team`."""
        return self.settings().get(key)

    def set_setting(self, key: str, value: str) -> None:
        """Change one of the repository's own settings, whole or not at all."""
        if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", value):
            raise BadSetting(key)
        own_settings.put(self.place, key, value)
        self._settings = None

    def identity(self, role: str = "author") -> Person | None:
        """Answer who writes here, if anybody said so; never guessed from the host."""
        return known(self.settings(), role)

    def signing(self) -> bool:
        """Tell whether what is recorded is to be signed."""
        return self.settings().get("commit.gpgsign", "").lower() in _YES

    def id_digits(self, tip: str | None) -> int:
        """Answer how many digits an id has here."""
        if tip:
            return len(tip)
        is_long = self.settings().get("extensions.objectformat") == "sha256"
        return 64 if is_long else 40

    def version(self) -> tuple[int, ...]:
        """Answer git's version."""
        return version(self._git)

    def editor(self) -> str:
        """Answer the command of the person's editor."""
        return os.fsdecode(self._git("var", "GIT_EDITOR").strip())

    # What history holds.

    def objects(self) -> Objects:
        """Open history for looking things up."""
        return Objects(self._git)

    def read_files(self, name: str, prefix: str = "") -> dict[str, bytes]:
        """Answer the files under a folder as a commit has them, by path from there."""
        commit = self.tip(name)
        if commit is None:
            return {}
        blobs = self.listing(commit, prefix)
        return dict(zip(blobs, self._contents(tuple(blobs.values())), strict=True))

    def listing(
        self, commit: str, prefix: str = "", only: Sequence[str] = ()
    ) -> dict[str, str]:
        """Answer the content ids of a commit's files under a folder, by path.

        With `only`, of those among some paths from the top.
        """
        start = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        rows = self._git(
            *("--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit),
            *(("--", *only) if only else ("--", start) if start else ()),
        ).split(b"\0")
        blobs = {}
        for row in filter(None, rows):
            words, _, path = os.fsdecode(row).partition("\t")
            mode, _, blob = words.split()
            if mode.startswith("100"):  # a link or a repository inside is no file
                blobs[path.removeprefix(start)] = blob
        return blobs

    def changed_paths(self, prefix: str = "") -> tuple[str, ...]:
        """Answer the files under a folder that differ from history, by path from there.

        New files count, ignored ones do not; an unreadable one differs. Only reads.
        """
        from plcjournal.repository import worktree  # noqa: PLC0415  # no save needs it

        start = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        suspects = worktree.suspects(self._git, self.place, start)
        if suspects == ():
            return ()
        try:
            listed = self.listing("HEAD", start, suspects or ())
        except GitFailed:
            if self.tip() is not None:
                raise
            listed = {}  # nothing was saved yet
        paths, left_out = {*(suspects or ())}, set[str]()
        if suspects is None:
            paths, left_out = worktree.present(self._git, self.place.top, start)
        recorded = {
            start + path: blob
            for path, blob in listed.items()
            if start + path not in left_out
        }
        differing = worktree.differing(self.place.top, recorded, paths)
        return tuple(path.removeprefix(start) for path in differing)

    def _contents(self, ids: Sequence[str]) -> list[bytes]:
        if any(len(one) != 40 for one in ids):
            # GitPython 3.2.1 reads only ids of 40 digits.
            with self.objects() as objects:
                return [objects.contents(one) or b"" for one in ids]
        import git  # noqa: PLC0415 - slow to load, and few commands look back

        reader = git.Git(str(self.place.top))
        reader.update_environment(
            GIT_DIR=str(self.place.git_dir),
            GIT_OBJECT_DIRECTORY=str(self.place.common_dir / "objects"),
            GIT_ALLOW_PROTOCOL="none",  # what is missing is not asked for elsewhere
        )
        try:
            return [reader.get_object_data(one)[3] for one in ids]
        except (ValueError, OSError, git.GitError) as error:
            raise GitFailed("cat-file", str(error)) from error
        finally:
            reader.clear_cache()

    def is_complete(self, commit: str) -> bool:
        """Tell whether a commit is here with everything it needs."""
        ended = self._git.attempt("rev-list", "--objects", commit, "--not", "--all")
        return not ended.code

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Tell whether one commit is another, or part of its past."""
        return self.ancestry.is_ancestor(older, newer)

    # What is told to history: objects first, which nobody sees.

    def store(self, objects: Sequence[New]) -> None:
        """Put new objects into history's store, durably."""
        if objects:
            pack = packed(objects, self.id_digits(None))
            self._git("unpack-objects", "-q", stdin=pack)

    def store_blobs(self, blobs: Sequence[bytes]) -> tuple[str, ...]:
        """Put contents of files into history's store, durably; answer their ids."""
        new = [New("blob", data) for data in blobs]
        self.store(new)
        digits = self.id_digits(None)
        return tuple(one.id(digits) for one in new)

    def commit(
        self,
        tree: str,
        parents: Sequence[str],
        text: str,
        variables: Mapping[str, str],
        *,
        is_for_good: bool = True,
    ) -> str:
        """Store a commit, signed if it is for good and the person wants that."""
        words = [word for parent in parents for word in ("-p", parent)]
        is_signed = is_for_good and self.signing()
        ended = self._git.attempt(
            *("commit-tree", tree, *words, *(["-S"] if is_signed else [])),
            stdin=text.encode("utf-8", "replace"),
            env=variables,
            seconds=_SIGNING_SECONDS,  # somebody may have to type a passphrase
        )
        if ended.code:
            failed = NotSigned if is_signed else partial(GitFailed, "commit-tree")
            raise failed(ended.error)
        return ended.out.decode().strip()

    def move_branch(
        self,
        ref: str,
        new: str,
        old: str | None,
        *,
        reason: str,
        variables: Mapping[str, str],
    ) -> None:
        """Move a branch from one commit to another, durably, if it is still there.

        Git may fail after it has moved the branch: ask where it is and believe that.
        """
        self.index.git.attempt(
            *("update-ref", "--create-reflog", "-m", reason),
            *(ref, new, old or "0" * len(new)),
            env=self.index.env(**variables),
        )
        self._flush_branch(ref)

    def _flush_branch(self, ref: str) -> None:
        """Flush the folders that name a branch: git flushes only the file itself."""
        common_dir = self.place.common_dir
        for folder in (common_dir / ref).parents:
            if folder.is_dir():
                disk.flush_folder(folder)
            if folder == common_dir:
                break

    def tidy(self) -> None:
        """Put the many small packs of past receiving together, once there are many.

        Nothing depends on it: where it does not work, looking things up gets slower.
        """
        packs = self.place.common_dir / "objects" / "pack"
        if len([*packs.glob("*.pack")]) >= _MANY_PACKS:
            self._git.attempt("repack", "-d", "--quiet", "--geometric=2")

    def replay(self, prefix: str, commits: Iterable[Snapshot]) -> str:
        """Write many dated commits into a history just created; answer the last.

        One process and one flush for all; the index then says what the last commit
        says. Files in the folder are the caller's to write.
        """
        self.prepare()
        ref = self.branch() or "refs/heads/main"
        start = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        with lock.held(self.place.notes):
            self._git(
                *("-c", "fastimport.unpackLimit=0"),
                *("fast-import", "--quiet", "--done", "--date-format=raw"),
                stdin=b"".join(stream(ref, self.tip(ref), start, commits)),
            )
            pack = self.place.common_dir / "objects" / "pack"
            if pack.is_dir():
                disk.flush_folder(pack)
            self._flush_branch(ref)
            last = self.tip(ref)
            if last is None:
                raise GitFailed("fast-import", "no commit")
            with lock.claimed(self.index.lock, self.place.notes):
                self.index.fill(last)
        return last
