"""What went wrong, for a person: one sentence, a hint, an exit code."""

from enum import IntEnum
from typing import ClassVar


class Exit(IntEnum):
    """How a command ended; part of the stable interface."""

    DONE = 0
    NO = 1
    USAGE = 2
    JOURNAL = 3
    NOT_FOUND = 4
    NOT_SAVED = 5
    NOT_SHARED = 6
    NEEDS_PERSON = 7
    BUG = 70
    BUSY = 75
    INTERRUPTED = 130


class PlcError(Exception):
    """The end of a command: what happened, and what to type next.

    A subclass stands beside the code that raises it and forms its own sentence.
    """

    exit_code: ClassVar[Exit] = Exit.JOURNAL
    may_pass: ClassVar[bool] = False  # the same command may succeed a moment later

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class NotShared(PlcError):
    """Everything is saved here, and did not reach the shared journal."""

    exit_code = Exit.NOT_SHARED
