"""The only door to the terminal: what is shown, said, asked; nothing else prints."""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, TextIO

import typer

from plcjournal.errors import PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.findings import Finding

_YES = frozenset({"y", "yes", "ie", "iawn", "oui", "o"})
_NO = frozenset({"n", "no", "na", "nage", "non"})
_MARK = "\N{REPLACEMENT CHARACTER}"


@cache
def _unsafe() -> re.Pattern[str]:
    """Answer a pattern of controls, and of characters that turn the direction."""
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c"
        "\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
    )


def _is_printable(text: str) -> bool:
    return text.replace("\n", "").isprintable()  # as nearly everything is


def safe(text: str) -> str:
    """Answer a text in which nothing can move the cursor or turn the direction."""
    return text if _is_printable(text) else _unsafe().sub(_MARK, text)


def _safe_json(text: str) -> str:
    """Answer a JSON document with the same characters written as escapes."""
    if _is_printable(text):
        return text
    return _unsafe().sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _folded(text: str, stream: TextIO) -> str:
    """Answer a text with its lines broken between words where a terminal would.

    Lines with something to type stay whole, so that they can be copied.
    """
    if not stream.isatty():
        return text
    import shutil
    import textwrap

    width = shutil.get_terminal_size().columns
    lines: list[str] = []
    for line in text.split("\n"):
        if len(line) <= width or re.search(r"\bplc [a-z]", line):
            lines.append(line)
            continue
        indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
        lines += textwrap.wrap(
            line,
            width,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
    return "\n".join(lines)


def _records(paths: Sequence[str]) -> str:
    return "1 record" if len(paths) == 1 else f"{len(paths)} records"


class Screen:
    """Standard output for the product, standard error for the conversation."""

    def __init__(
        self, *, plain: bool = False, quiet: bool = False, color: str = "auto"
    ) -> None:
        self._plain = plain
        self._quiet = quiet
        self._color = color
        self.is_json = False
        self.no_input = False
        self.answers: dict[str, str] = {}  # of this command, by question
        self.earlier: dict[str, str] = {}  # of one that was interrupted

    @property
    def can_ask(self) -> bool:
        """Say whether a person sits here and may be asked."""
        return not self.no_input and not self.is_json and sys.stdin.isatty()

    def is_pretty(self, stream: TextIO) -> bool:
        """Say whether tables and colour fit a stream."""
        is_simple = os.environ.get("TERM") == "dumb" or os.environ.get("NO_COLOR")
        return stream.isatty() and not self._plain and not is_simple

    def has_color(self, stream: TextIO) -> bool:
        """Say whether a stream may be coloured."""
        if self._color != "auto":
            return self._color == "always"
        return self.is_pretty(stream)

    def show(self, result: object, kind: str, problems: Sequence[Finding] = ()) -> None:
        """Show a result: one JSON document, a pretty view, or plain lines."""
        if self.is_json:
            self._show_json(result, kind, problems)
            return
        if not self._quiet or kind not in ("changed", "sync", "joined"):
            self._show_text(result)
        self.tell_problems(problems)

    def _show_json(
        self, result: object, kind: str, problems: Sequence[Finding]
    ) -> None:
        import json

        from plcjournal.data import as_data

        document = {
            "format": 1,
            "kind": kind,
            "data": as_data(result),
            "problems": as_data(tuple(problems)),
        }
        text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
        self._write(sys.stdout, _safe_json(text))

    def hand_over(self, text: str, *, is_json: bool) -> None:
        """Write what another program reads: lines stay whole, nothing is added."""
        if text:
            self._write(sys.stdout, _safe_json(text) if is_json else safe(text))

    def deliver(self, data: bytes) -> None:
        """Write the bytes of a file that another program reads, as they are."""
        buffer = getattr(sys.stdout, "buffer", None)
        sys.stdout.flush()
        if buffer is None:
            sys.stdout.write(data.decode())
        else:
            buffer.write(data)
            buffer.flush()

    def _show_text(self, result: object) -> None:
        if self.is_pretty(sys.stdout):
            from plcjournal.views import pretty

            rendered = pretty.render(result, safe, color=self.has_color(sys.stdout))
            if rendered is not None:
                self._write(sys.stdout, rendered)
                return
        from plcjournal.views import plain

        text = "\n".join(map(safe, plain.lines(result)))
        self._write(sys.stdout, _folded(text, sys.stdout))

    def tell_problems(self, problems: Sequence[Finding]) -> None:
        """Say, always, that some records could not be read."""
        if not problems:
            return
        paths = sorted({found.path for found in problems})
        both = sorted({one.path for one in problems if one.rule == "conflict-marker"})
        if both:
            self.warn(f"Two versions stand in {_records(both)}: {', '.join(both)}")
            self.hint("Put them together: plc resolve")
        others = [path for path in paths if path not in both]
        if others:
            self.warn(f"{_records(others)} could not be read: {', '.join(others)}")
            self.hint("plc validate")

    def say(self, text: str) -> None:
        """Say something beside the product, unless asked to be quiet."""
        if not self._quiet:
            self._write(sys.stderr, _folded(safe(text), sys.stderr))

    def warn(self, text: str) -> None:
        """Say why something was not done, also to those who asked for quiet."""
        self._write(sys.stderr, _folded(safe(text), sys.stderr))

    def hint(self, text: str) -> None:
        """Say what to type next."""
        if text:
            self._write(sys.stderr, _folded(safe(f"hint: {text}"), sys.stderr))

    def show_error(self, error: PlcError) -> None:
        """Show, as a JSON document, why a command did not do what was asked."""
        data = {
            "sentence": error.sentence,
            "hint": error.hint,
            "exit": int(error.exit_code),
        }
        problems: Sequence[Finding] = getattr(error, "findings", ())
        self._show_json(data, "error", problems)

    def fail(self, error: PlcError) -> None:
        """Say what went wrong and what to type next."""
        self._write(sys.stderr, _folded(safe(f"plc: {error.sentence}"), sys.stderr))
        self.hint(error.hint)

    def ask(self, question: str, default: str = "", example: str = "") -> str:
        """Ask one question; Enter takes the default, or what was answered before."""
        default = self.earlier.get(question, default)
        if example:
            self._write(sys.stderr, safe(f"  ({example})"))
        shown = f" [{default}]" if default else ""
        mark = "" if question.endswith("?") and not default else ":"
        try:
            answer = typer.prompt(
                safe(f"{question}{shown}{mark}"),
                default=default,
                show_default=False,
                prompt_suffix=" ",
                err=True,
            )
        except typer.Abort:
            self._write(sys.stderr, "")
            raise KeyboardInterrupt from None
        self.answers[question] = str(answer).strip()
        return self.answers[question]

    def ask_until(
        self, question: str, parse: Any, default: str = "", example: str = ""
    ) -> Any:
        """Ask until the answer is understood; say in one sentence what was wrong."""
        while True:
            answer = self.ask(question, default, example)
            try:
                return parse(answer)
            except PlcError as error:
                self.fail(error)

    def choose(self, question: str, choices: Sequence[str], default: str = "") -> str:
        """Ask for one of some words, by word or number; '' only if that is default."""
        listed = "  ".join(f"{i} {word}" for i, word in enumerate(choices, 1))
        self._write(sys.stderr, safe(f"  {listed}"))
        while True:
            answer = self.ask(question, default).casefold()
            if answer.isdecimal() and 0 < int(answer) <= len(choices):
                return choices[int(answer) - 1]
            fits = [word for word in choices if answer and word.startswith(answer)]
            if len(fits) == 1 or answer in fits:
                return answer if answer in fits else fits[0]
            if not answer and not default:
                return ""
            self.say(f"Type one of: {', '.join(choices)} (or its number).")

    def confirm(self, question: str, *, default: bool = False) -> bool:
        """Ask for a yes or a no, until it is one; Enter takes the safe answer."""
        while True:
            answer = self.ask(f"{question} ({'Y/n' if default else 'y/N'})").casefold()
            if not answer:
                return default
            if answer in _YES or answer in _NO:
                return answer in _YES
            self.say("Type y for yes or n for no.")

    def _write(self, stream: TextIO, text: str) -> None:
        data = f"{text}\n".encode(stream.encoding or "utf-8", "replace")
        stream.flush()
        buffer = getattr(stream, "buffer", None)
        if buffer is None:
            stream.write(data.decode(stream.encoding or "utf-8"))
        else:
            buffer.write(data)
            buffer.flush()
