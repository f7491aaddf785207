"""Hides which addresses a shared journal may have, and how they are shown."""

import os
import re
import sys
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote_to_bytes

from plcjournal.errors import Exit, PlcError

_EXAMPLES = (
    "An address looks like https://example.org/team/journal.git,"
    " git@example.org:team/journal.git, or is a folder such as ../journal.git."
)
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_BRACKETED = re.compile(r"\[[0-9A-Fa-f:.]+\]")
_HOST = re.compile(rf"(\w[\w.-]*|{_BRACKETED.pattern})(?::(\d{{1,5}}))?")
_LOOPBACK = re.compile(r"localhost|127(\.\d{1,3}){3}|\[::1\]", re.IGNORECASE)
_SHORT = re.compile(
    rf"(?:(?P<person>\w[\w.+-]*)@)?(?P<host>\w[\w.-]*|{_BRACKETED.pattern})"
    r":(?P<path>(?![^/]*@)[^-\s]\S*)"
)
_PERSON = re.compile(r"(?:\w[\w.+-]*(?::.*)?)?")
_DRIVE = re.compile(r"[A-Za-z]:")
_NO_SCHEME = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}/.+")


class BadAddress(PlcError):
    """What was given as an address is none that plc would talk to."""

    exit_code: ClassVar[Exit] = Exit.USAGE

    def __init__(self, sentence: str, hint: str = _EXAMPLES) -> None:
        super().__init__(f"{sentence} Nothing was shared or changed.", hint)


def checked(words: str, here: Path) -> str:
    """Answer an address that git may be given.

    Args:
        words: what a person typed or a setting says: https, ssh (also in the short
            form `person@host:path`), file, a folder, or http to this very computer.
        here: the folder from which a folder's name counts.

    Raises:
        BadAddress: anything else, above all what git would take for a program to run.
    """
    words = words.strip()
    if not words:
        raise BadAddress("The address of the shared journal is empty.")
    if _UNSEEN.search(words):
        raise BadAddress("The address has characters that cannot be seen.")
    if words.startswith("-"):
        raise BadAddress(f"The address {shown(words)} begins with a dash.")
    if "::" in _BRACKETED.sub("", words):
        raise BadAddress(f"The address {shown(words)} names a program ('::').")
    if url := _URL.fullmatch(words):
        return _checked_url(url[1].lower(), url[2], words)
    is_drive = sys.platform == "win32" and _DRIVE.match(words)
    if ":" in words.partition("/")[0] and not is_drive:
        if not _SHORT.fullmatch(words):
            raise BadAddress(f"The address {shown(words)} is not complete.")
        return words
    return _folder(words, here)


def shown(url: str) -> str:
    """Answer an address as people may see it: no password, a folder as a folder."""
    whole = _URL.fullmatch(url)
    if whole is None:
        return re.sub(r":[^/@]*@", "@", url)
    scheme, rest = whole[1].lower(), whole[2]
    if scheme == "file":
        path = os.fsdecode(unquote_to_bytes(os.fsencode(rest)))
        return path.removeprefix("/") if _DRIVE.match(path, 1) else path
    authority, slash, path = rest.partition("/")
    person, at, host = authority.rpartition("@")
    # With https even the name alone may be the secret: a token.
    name = person.partition(":")[0] + at if scheme == "ssh" else ""
    return f"{scheme}://{name}{host}{slash}{path}"


def scheme(url: str) -> str:
    """Answer how a checked address is reached: https, ssh, file or http."""
    whole = _URL.fullmatch(url)
    return whole[1] if whole else "ssh"


def host(url: str) -> str:
    """Answer the name of the other computer; of a folder, the folder."""
    if _URL.fullmatch(url) is None:
        short = _SHORT.fullmatch(url)
        return short["host"] if short else shown(url)
    if scheme(url) == "file":
        return shown(url)
    authority = url.partition("://")[2].partition("/")[0]
    return authority.rpartition("@")[2]


def folder(url: str) -> Path | None:
    """Answer the folder that an address names on this computer, if it does."""
    return Path(shown(url)) if url.startswith("file:///") else None


def _checked_url(scheme: str, rest: str, words: str) -> str:
    if _UNSEEN.search(os.fsdecode(unquote_to_bytes(os.fsencode(rest)))):
        raise BadAddress("The address has characters that cannot be seen.")
    if scheme == "file":
        return _checked_file(rest, words)
    if scheme not in {"https", "ssh", "http"}:
        raise BadAddress(f"plc does not talk to addresses that begin with {scheme}://.")
    authority, _, path = rest.partition("/")
    person, _, name = authority.rpartition("@")
    found = _HOST.fullmatch(name)
    if (
        found is None
        or not path.strip("/")
        or re.search(r"[\s\\?#]", rest)
        or "@" in person  # programs differ in which part is then the computer
        or (scheme == "ssh" and not _PERSON.fullmatch(person))
    ):
        raise BadAddress(f"The address {shown(words)} is not complete or has a slip.")
    if scheme == "http" and not _LOOPBACK.fullmatch(found[1]):
        raise BadAddress(
            "Anybody on the way could read and change what goes over http://.",
            f"Try the safe way: {shown(f'https://{rest}')}",
        )
    return f"{scheme}://{rest}"


def _checked_file(rest: str, words: str) -> str:
    if sys.platform == "win32":
        return f"file://{rest}"
    computer, _, path = rest.partition("/")
    if computer not in {"", "localhost"} or not path:
        raise BadAddress(f"The address {shown(words)} names no folder here.")
    return Path(os.fsdecode(unquote_to_bytes(os.fsencode(f"/{path}")))).as_uri()


def _folder(words: str, here: Path) -> str:
    try:
        found = (here / Path(words).expanduser()).resolve()
    except RuntimeError as error:  # `~somebody` who is not known
        raise BadAddress(f"The address {shown(words)} names no folder.") from error
    is_name = not re.search(r"[/\\]", words)
    if is_name and re.search(r"[\s@]", words) and not found.exists():
        raise BadAddress(f"'{shown(words)}' is neither a folder here nor an address.")
    if _NO_SCHEME.fullmatch(words) and not found.exists():
        raise BadAddress(
            f"There is no folder {shown(words)} here.",
            f"If it is on another computer, type: https://{shown(words)}",
        )
    return found.as_uri()
