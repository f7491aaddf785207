"""The front door: quick answers first, everything else when it is needed."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # the module that has it takes half as long as Python to start
if TYPE_CHECKING:
    from types import FrameType


# Loading makes tens of thousands of objects, and all of them stay.
_BETWEEN_COLLECTIONS = 100_000
_NOT_WRITTEN = 3  # as for whatever else the computer refuses
_STOPPED = 130


def main() -> None:
    """Run plc, and leave with its exit code."""
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    # Looking for what others add to pydantic takes long, and plc wants none of it.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # whoever started plc closed it
            nothing = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nothing, mode, encoding="utf-8"))
    try:
        code = answered()
    except KeyboardInterrupt:  # before anything here listens to it
        os._exit(_STOPPED)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            pass  # whoever read our output has left
        except (OSError, ValueError):
            code = code or _NOT_WRITTEN  # which was told where it could be
    # The system takes back in no time what Python would take apart piece by piece.
    os._exit(code)


def answered() -> int:
    """Run plc; Ctrl-C while it is still loading ends it without a word."""
    if os.environ.get("_PLC_COMPLETE", "").startswith("complete_"):
        return _completed()
    if sys.argv[1:] == ["--version"]:
        from plcjournal import __version__

        try:
            print(f"plc {__version__}", flush=True)  # noqa: T201  # no screen for this
        except OSError:
            pass  # it is told below why that does not work
        else:
            return 0
    import signal

    signal.signal(signal.SIGINT, _leave)
    if sys.argv[1:2] == ["git-merge"]:  # git asks, and waits for every file
        from plcjournal.driver import git_merge

        signal.signal(signal.SIGINT, signal.default_int_handler)
        return git_merge(sys.argv[2:])
    if {"-h", "--help"}.isdisjoint(sys.argv):
        _ask_ahead(sys.argv[1:])
    from plcjournal.cli.app import run

    signal.signal(signal.SIGINT, signal.default_int_handler)
    return run()


def _ask_ahead(words: list[str]) -> None:
    """Let git begin to look at the folder: it takes as long as we take to load."""
    looks = (["status"], ["find"], ["show"])
    is_look = (words[:1] in looks and "--at" not in words) or words == ["validate"]
    is_for_all = words[:1] in (["save"], ["sync"])
    if is_look or is_for_all:
        from plcjournal.repository.standing import begin

        begin(for_all=is_for_all)


def _completed() -> int:
    """Answer a shell whose person pressed the tab key."""
    from plcjournal.completing import quickly

    code = quickly()
    if code is None:
        from plcjournal.cli.app import app
        from plcjournal.cli.completion import answer

        code = answer(app)
    return code


def _leave(_signal: int, _frame: FrameType | None) -> None:
    # Nothing was begun, so nothing needs to be ended.
    os._exit(_STOPPED)


if __name__ == "__main__":
    main()
