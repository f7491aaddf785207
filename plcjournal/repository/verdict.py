"""Hides which of our errors it is when git could not receive or share."""

import re
from typing import Final

from plcjournal.errors import PlcError
from plcjournal.repository import refusals
from plcjournal.repository.command import Ended, GitFailed

# The first whose signs are in git's words counts.
_KINDS: Final[tuple[type[refusals.NotReached], ...]] = (
    refusals.HostChanged,
    refusals.HostUnknown,
    refusals.KeyRefused,
    refusals.PasswordWanted,
    refusals.PasswordRefused,
    refusals.NoSuchHost,
    refusals.CertificateRefused,
    refusals.InTrouble,
    refusals.TimedOut,
    refusals.Offline,
    refusals.OthersFolder,
    refusals.FullThere,
    refusals.NotAllowed,
    refusals.Unsound,
    refusals.NothingThere,
    refusals.BrokenOff,
)
_REJECTED: Final = re.compile(
    r"^!\t[^\t]*\t\[[a-z ]+\](?: \((?P<why>.*)\))?", re.MULTILINE
)
_FASTER: Final = re.compile(
    "non-fast-forward|fetch first|cannot lock ref|incorrect old value|already exists"
    "|failed to update ref|failed to lock|stale info|needs force|File exists"
)


def of_talk(ended: Ended, url: str) -> PlcError:
    """Answer what it means that git could not talk with the other side."""
    for kind in _KINDS:
        if any(re.search(sign, ended.error) for sign in kind.signs):
            break
    else:
        kind = refusals.Unclear
    if kind is not refusals.FullThere and "No space left" in ended.error:
        return GitFailed("fetch", ended.error)  # here, not there
    return kind(url, ended.error)


def of_sending(ended: Ended, url: str) -> PlcError:
    """Answer why what we sent was not taken."""
    rejected = _REJECTED.search(ended.out.decode("utf-8", "replace"))
    if rejected is None:
        return of_talk(ended, url)
    why = rejected["why"] or ""
    if "checked out" in why:
        return refusals.SomebodysFolder(url, ended.error)
    found = of_talk(ended, url)
    if isinstance(found, refusals.FullThere):
        return found
    if isinstance(found, refusals.NotAllowed) and "hook declined" not in why:
        return found
    said = "\n".join(refusals.lines_from_there(ended.error)) or why
    kind = refusals.Crowded if _FASTER.search(f"{why}\n{said}") else refusals.Refused
    return kind(url, "\n".join(f"remote: {line}" for line in said.split("\n")))
