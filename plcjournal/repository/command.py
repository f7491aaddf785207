"""Hides how git is started: one safe way, with a clean environment.

Not through GitPython's `Git.execute`: it hands the whole environment of this process
to git, from which a caller cannot take `GIT_DIR` or `GIT_INDEX_FILE` away again (a
hook sets both), its time limit does not exist on Windows, and loading it costs more
than a whole save. GitPython reads objects, in `plcjournal.repository`.
"""

import functools
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from plcjournal.errors import PlcError

OLDEST = (2, 36)
_NOWHERE = os.devnull
_SAFE = tuple(
    word
    for setting in (
        f"core.hooksPath={_NOWHERE}",
        "core.fsmonitor=false",
        "core.fsync=all",
        "core.filesRefLockTimeout=2000",
        "gc.auto=0",
        "maintenance.auto=false",
        "protocol.allow=never",
        "protocol.https.allow=always",
        "protocol.ssh.allow=always",
        "protocol.file.allow=always",
        "protocol.ext.allow=never",
        "core.askPass=",
        "core.quotePath=false",
        "i18n.commitEncoding=UTF-8",
        "log.showSignature=false",
        "submodule.recurse=false",
        "advice.detachedHead=false",
    )
    for word in ("-c", setting)
)
# A helper that gives passwords is a program; the journal's own settings name none.
_NO_HELPER = ("-c", "credential.helper=")
# What a person or an administrator may say about git in the environment; everything
# else that begins with GIT_ is about some other repository or some other command.
_KEPT = (
    "GIT_AUTHOR_",
    "GIT_COMMITTER_",
    "GIT_CONFIG_",
    "GIT_SSL_",
    "GIT_SSH",
    "GIT_EXEC_PATH",
    "GIT_EDITOR",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
)
_ALWAYS = {
    # Else a folder's settings may have git get whatever is missing, by their own means.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "",  # counts more than LC_ALL, unless that is plain C
}


class GitMissing(PlcError):
    """The program that keeps history is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The program git, which keeps the journal's history, was not found on this"
            " computer.",
            "Install it from https://git-scm.com and run the same command again.",
        )


class GitTooOld(PlcError):
    """The program that keeps history cannot yet do so safely."""

    def __init__(self, version: Sequence[int]) -> None:
        is_known = ".".join(str(number) for number in version) or "an unknown version"
        super().__init__(
            f"The program git on this computer is too old to keep history safely"
            f" ({is_known}; needed is {OLDEST[0]}.{OLDEST[1]} or newer).",
            "Install a newer one from https://git-scm.com and run the same command"
            " again.",
        )


_TRUSTS = "git config --global --add safe.directory"
_TRUST = re.compile(f"{re.escape(_TRUSTS)} .+")


class GitFailed(PlcError):
    """Git ended otherwise than expected; `detail` is for a log, not for a person."""

    def __init__(self, verb: str, detail: str) -> None:
        if "dubious ownership" in detail:
            sentence = "This folder belongs to another account on this computer."
            told = _TRUST.search(detail)  # with the folder, as git writes it
            command = told[0] if told else f"{_TRUSTS} FOLDER"
            hint = f"If you trust it: {command}"
        elif "No space left" in detail:
            sentence = "The disk is full."
            hint = "Make room and run the same command again."
        else:
            sentence = f"The journal's history could not be read or written ({verb})."
            hint = (
                "Close other programs that use the folder and run the same command"
                " again."
            )
        super().__init__(sentence, hint)
        self.verb = verb
        self.detail = detail


class Ended(NamedTuple):
    """What a finished git process said."""

    code: int
    out: bytes
    error: str


class _Process(subprocess.Popen[bytes]):
    """A git that is given time to answer, and no time between its answer and its end.

    Asked to wait with a limit, Python looks now and then, and sleeps between: for as
    long as git itself takes.
    """

    def wait(self, timeout: float | None = None) -> int:  # noqa: ARG002  # as said
        """Wait for the end."""
        return super().wait()


class Git(NamedTuple):
    """Git at one folder; every process it starts holds the descriptors `inherit`."""

    folder: Path
    inherit: tuple[int, ...] = ()

    def __call__(
        self,
        *words: str,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        seconds: float = 120,
    ) -> bytes:
        """Run one git command and answer its output; anything but success raises."""
        ended = self.attempt(*words, stdin=stdin, env=env, seconds=seconds)
        if ended.code:
            raise GitFailed(_verb(words), ended.error)
        return ended.out

    def attempt(
        self,
        *words: str,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        seconds: float = 120,
    ) -> Ended:
        """Run one git command and answer how it ended."""
        process = self.start(*words, env=env)
        with process:
            try:
                out, error = process.communicate(stdin, timeout=seconds)
            except subprocess.TimeoutExpired as timeout:
                process.kill()
                raise GitFailed(_verb(words), f"no answer in {seconds} s") from timeout
            except BaseException:
                process.kill()
                raise
        return Ended(process.returncode, out, error.decode("utf-8", "replace"))

    def start(
        self, *words: str, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start one git command to talk with."""
        try:
            return _Process(
                command_line(*words),
                cwd=self.folder,
                env={**environment(), **(env or {})},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                # Windows cannot hand on descriptors; its lock ends with this process.
                pass_fds=() if sys.platform == "win32" else self.inherit,
            )
        except OSError as error:
            raise GitFailed(_verb(words), str(error)) from error


def command_line(*words: str, with_helpers: bool = False) -> list[str]:
    """Answer the whole command line of a git command.

    Args:
        words: the command and its own words.
        with_helpers: let programs that know passwords help; only where git does not
            read the settings of the journal's folder, which may name any program.
    """
    program = _program(os.environ.get("PATH", ""))
    return [program, *_SAFE, *(() if with_helpers else _NO_HELPER), *words]


def environment(*, asks: bool = False) -> dict[str, str]:
    """Answer this process's environment without what would mislead git.

    Args:
        asks: whether git may ask the person at the terminal for a password.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    return kept | _ALWAYS | {"GIT_TERMINAL_PROMPT": str(int(asks))}


def _verb(words: Sequence[str]) -> str:
    verbs = (
        word
        for before, word in zip(("", *words), words, strict=False)
        if not word.startswith("-") and before != "-c"
    )
    return next(verbs, "git")


@functools.cache
def _program(search: str) -> str:
    # By hand, because Windows would look in the journal's own folder first.
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in search.split(os.pathsep):
        candidate = Path(folder, name)
        if candidate.is_absolute() and os.access(candidate, os.X_OK):
            return str(candidate)
    raise GitMissing
