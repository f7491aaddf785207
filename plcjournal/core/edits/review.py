"""Look back, close and open again."""

from collections.abc import Sequence
from dataclasses import dataclass

from plcjournal.core.amounts import how_many
from plcjournal.core.basis import digest_of
from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.action import reasons_of
from plcjournal.core.edits.edited import (
    AlreadySo,
    Edited,
    new_id,
    values_of,
    with_values,
    without_none,
)
from plcjournal.core.journal import Journal
from plcjournal.errors import Exit, PlcError


class NotReadyToClose(PlcError):
    """A cycle closes with an outcome and one thing learned, success or not."""

    exit_code = Exit.NO

    def __init__(self, title: str, missing: str) -> None:
        super().__init__(
            f"'{title}' stays open: it still needs {missing}.",
            'plc review --outcome cannot-tell --learned "WHAT WE LEARNED"',
        )


class StillUndecided(PlcError):
    """Two versions of something wait, and closing would settle for one of them."""

    exit_code = Exit.NO

    def __init__(self, title: str, fields: Sequence[str], name: str) -> None:
        waits = "two versions wait of " + how_many(len(fields), "field")
        super().__init__(
            f"'{title}' stays open: {waits} ({', '.join(fields[:3])}).",
            f"Decide first: plc resolve {name}",
        )


class NothingClaimed(PlcError):
    """Reasons, confidence or transfer of a claim that nobody made."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "Nothing was changed: reasons, confidence and transfer belong to "
            "something you learned.",
            'Say it too: --learned "WHAT WE LEARNED"',
        )


@dataclass(frozen=True, slots=True)
class Lookback:
    """What a team says when it looks back, all of it optional."""

    outcome: str | None = None
    changed: str | None = None
    learned: Sequence[str] = ()
    because: Sequence[str] = ()
    confidence: str | None = None
    transfer: str | None = None
    next: str | None = None
    share: str | None = None

    @property
    def says_nothing(self) -> bool:
        """Say whether nothing was given."""
        given = (self.outcome, self.changed, self.next, self.share, self.learned)
        return not any((*given, self.because, self.confidence, self.transfer))


def review(journal: Journal, cycle: Cycle, said: Lookback, today: str) -> Edited:
    """Write down how it went, what was learned and what comes next.

    Raises:
        NotFound: a reason names no measure, observation or note of the cycle.
        NothingClaimed: it says more about something learned, but not what.
    """
    if not said.learned and (said.because or said.confidence or said.transfer):
        raise NothingClaimed
    values = values_of(cycle, "review")
    given = {
        "outcome": said.outcome,
        "changed": said.changed,
        "next": said.next,
        "share": said.share,
    }
    values.update(without_none(given))
    values["held"] = values["held"] or today
    if said.outcome or said.changed or said.learned or not values["based_on"]:
        values["based_on"] = digest_of(cycle)
    reasons = reasons_of(cycle, said.because)
    for claim in said.learned:
        item = {
            "id": new_id(claim, [old["id"] for old in values["learned"]]),
            "claim": claim,
            "because": reasons or None,
            "confidence": said.confidence,
            "transfer": said.transfer,
        }
        values["learned"].append(without_none(item))
    told = [
        f"outcome {said.outcome}" if said.outcome else "",
        _things(len(said.learned)),
        f"next {said.next}" if said.next else "",
        f"shared with {said.share}" if said.share else "",
        "changes noted" if said.changed else "",
    ]
    words = ", ".join(word for word in told if word)
    return Edited(
        with_values(journal, cycle, "review", values),
        f"Reviewed: {words}",
        f"Review: {words}",
        cycle=cycle.name,
        stage="review",
        action="review",
    )


def _things(number: int) -> str:
    """Say how many things were learned, '' for none."""
    return how_many(number, "thing learned", "things learned") if number else ""


def close(journal: Journal, cycle: Cycle, today: str) -> Edited:
    """Close a cycle that has an outcome and one thing learned.

    Raises:
        NotReadyToClose: one of them is missing.
        StillUndecided: two versions of something in it wait.
        AlreadySo: it is closed.
    """
    title = cycle.priority.title
    if not cycle.is_open:
        message = f"'{title}' was closed on {cycle.review.closed}."
        hint = f"To work on it again: plc reopen {journal.shortest(cycle.name)}"
        raise AlreadySo(message, hint)
    if waiting := cycle.contested():
        raise StillUndecided(title, waiting, journal.shortest(cycle.name))
    outcome, learned = cycle.review.outcome, cycle.review.learned
    missing = [
        *([] if outcome else ["an outcome (met, partly, not-met or cannot-tell)"]),
        *([] if learned else ["one thing you learned"]),
    ]
    if missing:
        raise NotReadyToClose(title, " and ".join(missing))
    values = values_of(cycle, "review")
    values["closed"] = today
    return Edited(
        with_values(journal, cycle, "review", values),
        f"Closed the cycle '{title}': {outcome}",
        f"Close the cycle: {outcome}",
        cycle=cycle.name,
        stage="review",
        action="close",
    )


def reopen(journal: Journal, cycle: Cycle) -> Edited:
    """Open a closed cycle again; its review stays."""
    title = cycle.priority.title
    if cycle.is_open:
        hint = f"Go on with it: plc next {journal.shortest(cycle.name)}"
        raise AlreadySo(f"'{title}' is open.", hint)
    values = values_of(cycle, "review")
    values["closed"] = None
    return Edited(
        with_values(journal, cycle, "review", values),
        f"Opened the cycle '{title}' again",
        "Open the cycle again",
        cycle=cycle.name,
        stage="review",
        action="reopen",
    )
