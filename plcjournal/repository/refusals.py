"""Hides how it is said that nothing was shared or received, and by which signs we know.

The signs are in git's words, and in those of ssh and of the other side. They only
choose the sentence: whether something arrived is asked of the other side.
"""

import re
from typing import ClassVar, Final

from plcjournal.errors import Exit, PlcError
from plcjournal.repository import address

_AGAIN = "then run the same command again."
_SAFE = "everything you saved is safe on this computer."
_CARETAKER = "Ask whoever looks after the shared journal"
_CONTROL: Final = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
_NO_REASON: Final = re.compile(r"[\d)], done\.|\(delta |^hook declined")


class NotReached(PlcError):
    """Nothing was shared or received; what was saved before is untouched."""

    exit_code: ClassVar[Exit] = Exit.NOT_SHARED
    signs: ClassVar[tuple[str, ...]] = ()  # patterns in git's words
    is_unsure: ClassVar[bool] = False  # what was sent may have arrived all the same
    sentence_for: ClassVar[str] = "The shared journal at {place} cannot be used now"
    hint_for: ClassVar[str] = f"Wait a moment, {_AGAIN}"

    def __init__(self, url: str, detail: str = "") -> None:
        names = {
            "place": address.shown(url),
            "host": address.host(url),
            "reason": reason(detail),
            "door": _door(url),
        }
        super().__init__(
            f"{self.sentence_for.format(**names)}; {_SAFE}",
            self.hint_for.format(**names),
        )
        self.detail = detail.replace(url, address.shown(url))

    def before_anything(self) -> "NotReached":
        """Answer the same where there is no journal yet: nothing was ever saved."""
        what = self.sentence.removesuffix(f"; {_SAFE}")
        self.sentence = f"{what}; nothing is on this computer yet."
        return self


class Offline(NotReached):
    """The other computer does not answer."""

    signs: ClassVar[tuple[str, ...]] = (
        "Connection refused",
        "Failed to connect",
        "[Cc]ould ?n[o']t connect",
        "Network is (unreachable|down)",
        "No route to host",
        "code 407",
    )
    sentence_for = "{host} does not answer"
    hint_for = f"Check the network and the address, {_AGAIN}"


class NoSuchHost(Offline):
    """Nobody knows a computer of that name, here and now."""

    signs = ("Could not resolve", "Name or service not known", "nodename nor servname")
    sentence_for = "No computer named {host} was found"


class TimedOut(Offline):
    """The other computer was silent for too long."""

    signs = ("timed out", "Timeout was reached", "Operation too slow")
    sentence_for = "{host} took too long to answer"


class InTrouble(Offline):
    """The other computer answers that it cannot answer."""

    signs = (r"error: (5\d\d|429)",)
    sentence_for = "{host} is in trouble itself or has too much to do"
    hint_for = f"Wait a few minutes, {_AGAIN}"


class BrokenOff(NotReached):
    """The connection ended in the middle."""

    is_unsure = True
    signs = (
        "hung up",
        "early EOF",
        "Empty reply",
        "Connection (was )?(reset|closed|aborted)",
        "Broken pipe",
        "transfer closed",
        "RPC failed",
        "disconnect",
    )
    sentence_for = "The connection with {host} broke off"
    hint_for = "Run the same command again; it goes on where it stopped."


class NothingThere(NotReached):
    """The other computer answers, and has nothing of that name for us."""

    signs = (
        "not appear to be a git",
        "not found",
        "find remote ref",
        "error: 404",
        "[Nn]o such",
        "not valid: is this a git",
        "not a git repository",
    )
    sentence_for = "There is no shared journal at {place} that you can see"
    hint_for = (
        "Check the address, and ask whoever set it up whether you were given access."
    )


class PasswordWanted(NotReached):
    """A name and a password are asked for, and nobody could be asked for them."""

    signs = ("could not read (Username|Password)",)
    sentence_for = "{host} asks for a name and a password"
    hint_for = "Run the same command in a terminal window, where you can type them."


class PasswordRefused(NotReached):
    """The name or the password is wrong."""

    signs = (
        "Authentication failed",
        "Invalid username or",
        "HTTP Basic: Access denied",
        "error: 401",
    )
    sentence_for = "{host} did not accept the name or the password"
    hint_for = (
        "Check both (many hosts want an access token in place of the password),"
        f" {_AGAIN}"
    )


class KeyRefused(NotReached):
    """The other computer does not know our key."""

    signs = (r"Permission denied \(", "Too many authentication failures")
    sentence_for = "{host} did not accept the key of this computer"
    hint_for = f"Try the key by itself with: ssh -T {{door}} and {_AGAIN}"


class HostUnknown(NotReached):
    """Nobody on this computer has said yet that the other one is the right one."""

    signs = ("Host key verification failed",)
    sentence_for = (
        "This computer does not know {host} yet, and cannot tell whether it is the"
        " right one"
    )
    hint_for = f"Compare what it shows and accept it with: ssh -T {{door}} and {_AGAIN}"


class HostChanged(NotReached):
    """The other computer is not the one it was before."""

    signs = ("HOST IDENTIFICATION HAS CHANGED",)
    sentence_for = (
        "{host} does not show the key it had before, so somebody may be pretending to"
        " be it; nothing was sent"
    )
    hint_for = "Ask whoever looks after it whether its key was changed."


class CertificateRefused(NotReached):
    """The other computer cannot prove its name."""

    signs = (
        "[Cc]ertificate (problem|verif|has expired|subject|chain)",
        "alert cert",
        "unable to get local issuer",
        "UNTRUSTED_ROOT",
    )
    sentence_for = "{host} could not prove that it is the right computer"
    hint_for = (
        "Check the address and the date of this computer; if the school's network has"
        " a certificate of its own, ask whoever looks after the network."
    )


class NotAllowed(NotReached):
    """We are known and may not do that."""

    is_unsure = True
    signs = (
        "error: 403",
        "Permission to .* denied",
        "[Ww]rite access",
        "insufficient permission",
        "not allowed to (push|upload)",
        "unable to create temporary object",
        "not exported",
    )
    sentence_for = "You are not allowed to do that with the shared journal at {place}"
    hint_for = f"{_CARETAKER} to give you access, {_AGAIN}"


class Refused(NotReached):
    """The other side has a rule against what we sent."""

    is_unsure = True
    sentence_for = (
        "The shared journal at {place} did not accept your changes and said: {reason}"
    )
    hint_for = f"{_CARETAKER} to let you share, {_AGAIN}"


class Crowded(Refused):
    """Somebody else held the door at the same moment."""


class FullThere(NotReached):
    """There is no room left on the other side."""

    is_unsure = True
    signs = ("(remote: |unpack failed).*(No space left|[Qq]uota exceeded)",)
    sentence_for = "There is no room left where the shared journal at {place} is kept"
    hint_for = f"{_CARETAKER} to make room, {_AGAIN}"


class SomebodysFolder(NotReached):
    """The address is a folder in which somebody works."""

    is_unsure = True
    sentence_for = "{place} is a folder in which somebody works, and takes no changes"
    hint_for = "Share with an empty folder instead: plc sync --with NEW-FOLDER"


class OthersFolder(NotReached):
    """The address is a folder of somebody git was not told to trust."""

    signs = ("dubious ownership",)
    sentence_for = "{place} belongs to another account on this computer"
    hint_for = (
        "If you trust it: git config --global --add safe.directory '{place}',"
        f" {_AGAIN}"
    )


class Unsound(NotReached):
    """What was to be received is damaged, or made to do harm."""

    signs = (
        "fsck error",
        "error in (tree|blob|commit|tag) ",
        "bad object",
        "is corrupt",
        "inflate",
        "did not (send all|receive expected)",
    )
    sentence_for = (
        "What is shared at {place} is damaged or could do harm here, so nothing of it"
        " was received"
    )
    hint_for = f"{_CARETAKER} to examine it with: git fsck"


class WithoutPast(NotReached):
    """What is shared was copied without its past, and does not go on from ours."""

    sentence_for = (
        "What is shared at {place} is a copy without the whole past of the journal, so"
        " nothing of it was received"
    )
    hint_for = f"{_CARETAKER} to put a whole copy there, {_AGAIN}"


class Unclear(NotReached):
    """None of the others."""

    is_unsure = True
    sentence_for = "The shared journal at {place} cannot be used now ({reason})"
    hint_for = f"Check the network and the address, {_AGAIN}"


def reason(said: str) -> str:
    """Answer in one line what the other side said, or git's last word about it."""
    lines = lines_from_there(said)[:3]
    if not lines:
        ours = re.findall(r"^(?:fatal|error|ssh|ERROR): (.*)", said, re.MULTILINE)
        lines = [_cleaned(ours[-1])] if ours else ["it did not say why"]
    return " ".join(lines).rstrip(".")


def lines_from_there(said: str) -> list[str]:
    """Answer what the other side said itself, without how far it was."""
    rows = re.findall(r"^remote: (?:error: )?(.*)", said, re.MULTILINE)
    lines = [_cleaned(row) for row in rows]
    return [one for one in lines if one and not _NO_REASON.search(one)]


def _cleaned(line: str) -> str:
    return re.sub(r"\w+://[^\s/]*@", "…@", _CONTROL.sub("", line)).strip()[:200]


def _door(url: str) -> str:
    """Answer how ssh is told to knock: person and computer."""
    if "://" in url:
        door = address.shown(url).partition("://")[2].partition("/")[0]
        return f"ssh://{door}" if re.search(r":\d+$", door) else door
    return url.partition(":")[0]
