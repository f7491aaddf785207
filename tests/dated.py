"""Days in the life of a journal: who sits there, and which day it is."""

from collections.abc import Callable

import pytest

On = Callable[..., None]
By = Callable[..., None]


def people(monkeypatch: pytest.MonkeyPatch) -> By:
    """Answer what lets somebody sit at the computer, on some day of January 2026."""

    def sit(name: str, day: str = "16") -> None:
        address = f"{name.lower().replace(' ', '-')}@noreply.invalid"
        for role in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{role}_NAME", name)
            monkeypatch.setenv(f"GIT_{role}_EMAIL", address)
            monkeypatch.setenv(f"GIT_{role}_DATE", f"2026-01-{day}T12:00:00+00:00")

    return sit


def days(monkeypatch: pytest.MonkeyPatch) -> On:
    """Answer what makes it noon of a day, with somebody at the computer."""

    def on(day: str, who: str = "Math coach") -> None:
        monkeypatch.setenv("PLC_TODAY", day)
        for role in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{role}_DATE", f"{day}T12:00:00+00:00")
            monkeypatch.setenv(f"GIT_{role}_NAME", who)
            monkeypatch.setenv(f"GIT_{role}_EMAIL", "somebody@noreply.invalid")

    return on
