"""How a computer and a journal are, in lines: what needs somebody first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.doctor import Health, State
from plcjournal.doctor.selftest import SelfTest
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.doctor import Check

_HEADED = {
    State.BROKEN: "Broken",
    State.ATTENTION: "Attention",
    State.GOOD: "Good",
}


def _health(result: Health) -> Iterator[str]:
    for sentence in result.mended:
        yield f"Mended: {sentence}"
    for state in _HEADED:
        for check in result.having(state):
            yield from _check(check)
    if not result.journal:
        yield "There is no journal in this folder; only the computer was looked at."
    yield _counted(result)


lines.register(Health, _health)


def _self_test(result: SelfTest) -> Iterator[str]:
    yield result.sentence
    yield from (f"  To mend it: {one.mend}" for one in result.trials if one.mend)


lines.register(SelfTest, _self_test)


def _check(check: Check) -> Iterator[str]:
    yield f"{_HEADED[check.state]}: {check.sentence}"
    yield from (f"  {one}" for one in check.details)
    if check.mend:
        verb = "Type" if check.mend.startswith(("plc ", "git ")) else "To mend it"
        yield f"  {verb}: {check.mend}"


def _counted(result: Health) -> str:
    broken, attention, good = (len(result.having(state)) for state in _HEADED)
    if not broken and not attention:
        return f"{good} checks: all is well."
    return (
        f"{good + attention + broken} checks: {broken} broken, {attention} to look at."
    )
