"""Another turn of a model that repeats inside a cycle."""

from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.edited import Edited, new_id, values_of, with_values
from plcjournal.core.journal import Journal, pick
from plcjournal.errors import Exit, PlcError


class DoesNotRepeat(PlcError):
    """The cycle's model goes through its steps once."""

    exit_code = Exit.USAGE

    def __init__(self, model: str) -> None:
        super().__init__(
            f"The model {model} goes through its steps once; nothing was changed.",
            "For another turn start a cycle that follows: plc new-cycle --follows …",
        )


def new_round(journal: Journal, cycle: Cycle, today: str) -> Edited:
    """Begin another round; what names no round belongs to the first.

    Raises:
        DoesNotRepeat: the model has no rounds.
    """
    model = journal.model_of(cycle)
    if model is None or not model.repeats:
        raise DoesNotRepeat(model.id if model else cycle.priority.model or "")
    values = values_of(cycle, "action")
    if not values["rounds"]:
        values["rounds"].append({"id": "round-1", "opened": cycle.priority.opened})
    number = len(values["rounds"]) + 1
    name = new_id(f"round {number}", [turn["id"] for turn in values["rounds"]])
    values["rounds"].append({"id": name, "opened": today})
    return Edited(
        with_values(journal, cycle, "action", values),
        f"Began round {number}",
        f"Begin round {number}",
        cycle=cycle.name,
        stage="action",
        action="new-round",
        id=name,
    )


def round_named(cycle: Cycle, words: str | None) -> str | None:
    """Answer the round that words name, the running one if nobody says it.

    Raises:
        NotFound: the cycle has no such round.
    """
    rounds = [turn.id for turn in cycle.action.rounds]
    if words is None:
        return rounds[-1] if len(rounds) > 1 else None
    return pick("round", f"round-{words}" if words.isdecimal() else words, rounds)
