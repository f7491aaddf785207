"""Hides how names are completed from folders alone, before anything else is loaded.

A shell asks at every press of the tab key, through the scripts that Typer writes
(`plc --install-completion`). A cycle's name is answered here, in no more time than
Python takes to start; everything else is answered by Typer.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # the module that has it loads more than this one may
if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED = "_PLC_COMPLETE"
"""The variable by which a shell asks, in Typer's own way."""

CYCLE_FIRST = frozenset(
    {
        *("next", "add-evidence", "edit", "review", "close", "reopen", "show"),
        *("impact", "history", "diff", "resolve"),
    }
)
"""The commands whose first word is the name of a cycle; a test watches over them."""

_SWITCHES = frozenset({"--json", "--plain", "--no-input", "--quiet", "-q"})
_QUOTES = frozenset("\"'\\$`")


def quickly() -> int | None:
    """Answer a shell that asks for the name of a cycle; None where Typer must.

    Nothing is ever said beside the answer: it would stand in the person's line.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        shell = os.environ[ASKED].partition("_")[2]
        asked = _asked(shell)
        names = None if asked is None else _names(*asked)
        if names is None:
            return None
        told, code = _told(shell, names)
        sys.stdout.write(told)
        sys.stdout.flush()
    except Exception:  # noqa: BLE001  # whatever it is, the person only pressed tab
        return 1
    return code


def _asked(shell: str) -> tuple[list[str], str] | None:
    """Answer the words before the one that is completed, and what is typed of it.

    None where the words are not plain, or the shell is not known.
    """
    if shell == "bash":
        words = os.environ["COMP_WORDS"].split("\n")
        number = int(os.environ["COMP_CWORD"])
        before, last = words[1:number], "".join(words[number : number + 1])
        if last[:1] in ('"', "'"):
            last = last[1:]  # bash closes it again
    elif shell in ("zsh", "fish", "powershell", "pwsh"):
        words = os.environ["_TYPER_COMPLETE_ARGS"].split(" ")
        last = words[-1]
        if shell in ("powershell", "pwsh"):  # its line ends with the last whole word
            last = os.environ["_TYPER_COMPLETE_WORD_TO_COMPLETE"]
            words += [] if last else [""]
        before = [word for word in words[1:-1] if word]
    else:
        return None
    return None if _QUOTES & {*"".join((*before, last))} else (before, last)


def _names(before: list[str], last: str) -> list[str] | None:
    """Answer the cycles that fit; None where something else is asked for."""
    folder, words = os.curdir, [*before]
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        if flag in ("-C", "--journal") and words:
            folder = os.path.expanduser(words.pop(0))  # noqa: PTH111  # loads too much
        elif flag not in _SWITCHES:
            return None
    if not words or "--" in words:
        return None
    command, *rest = words
    if rest[-2:] == ["--cycle", "="]:  # bash parts these words
        rest.pop()
    elif rest[-1:] == ["--cycle"] and last == "=":
        last = ""
    if rest[-1:] != ["--cycle"] and (
        command not in CYCLE_FIRST
        or last.startswith("-")
        or not _SWITCHES.issuperset(rest)
    ):
        return None
    return cycles(folder, last)


def _told(shell: str, names: list[str]) -> tuple[str, int]:
    """Answer what Typer's script of a shell wants to hear, and how plc ends."""
    if shell == "zsh":
        quoted = "\n".join(f'"{name}"' for name in names)
        return f"_arguments '*: :(({quoted}))'\n" if names else "_files\n", 0
    if shell == "fish":
        if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            return "", 0 if names else 1
        return "".join(f"{name}\n" for name in names), 0
    after = "" if shell == "bash" else "::: "
    return "".join(f"{name}{after}\n" for name in names), 0


def is_plain(name: str) -> bool:
    """Say whether no shell reads anything into a name, nor plc a flag."""
    return bool(name) and name[0] not in "-.~" and all(map(_is_plain, name))


def _is_plain(character: str) -> bool:
    return character.isalnum() or character in "-_./@"


def journal(start: str) -> str | None:
    """Answer the folder of the journal around a folder."""
    here = os.path.abspath(start)  # noqa: PTH100  # pathlib takes as long as Python
    while not os.path.exists(os.path.join(here, "plc.yaml")):  # noqa: PTH110, PTH118
        above = os.path.dirname(here)  # noqa: PTH120
        if above == here:
            return None
        here = above
    return here


def cycles(start: str, typed: str) -> list[str]:
    """Answer how the cycles may be called whose names begin as typed, sorted.

    Where several have a name, they are told whole if nothing is typed yet; otherwise
    plc asks which. What begins no name may begin a team or a month.
    """
    folder = journal(start)
    if folder is None:
        return []
    whole = [
        f"{team}/{name}"
        for team in _entries(folder, "cycles", is_folder=True)
        for name in _entries(folder, f"cycles/{team}", is_folder=True)
    ]

    def there(name: str) -> bool:
        # What was taken back may leave its empty folder.
        return bool(_entries(folder, f"cycles/{name}", is_folder=False))

    called: dict[str, list[str]] = {}
    for name in whole:
        short = name[name.index("/") + len("/2026-01-") :]
        if short.startswith(typed) and there(name):
            called.setdefault(short, []).append(name)
    told = [
        name
        for short, same in called.items()
        for name in ([short] if typed or len(same) == 1 else same)
        if is_plain(name)
    ]
    if told:
        return sorted(told)
    fitting = (name for name in whole if name.startswith(typed) and there(name))
    months = [(name.partition("/")[2], name) for name in whole]
    folders = (one for one, name in months if one.startswith(typed) and there(name))
    return _fitting(fitting, typed) or _fitting(folders, typed)


def records(start: str, kind: str, typed: str) -> list[str]:
    """Answer the records of a kind (`teams`, `meetings`, `models`) that begin so."""
    folder = journal(start)
    found = [] if folder is None else _entries(folder, kind, is_folder=False)
    return _fitting((name.removesuffix(".yaml") for name in found), typed)


def _fitting(names: Iterable[str], typed: str) -> list[str]:
    return sorted(one for one in names if one.startswith(typed) and is_plain(one))


def _entries(folder: str, name: str, *, is_folder: bool) -> list[str]:
    """Answer what lies in a folder of the journal: folders, or records."""
    place = f"{folder}/{name}"
    if os.path.islink(place) or not os.path.isdir(place):  # noqa: PTH112, PTH114
        return []
    with os.scandir(place) as found:
        return [
            one.name
            for one in found
            if one.is_dir(follow_symlinks=False) == is_folder
            and (is_folder or one.name.endswith(".yaml"))
        ]
