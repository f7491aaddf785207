"""Write a model of the journal's own, and keep which model a team chose."""

from typing import Any, cast

from plcjournal.core import layout
from plcjournal.core.catalogue import Choice
from plcjournal.core.edits.edited import Edited, Refused
from plcjournal.core.edits.fields import find_field, set_field
from plcjournal.core.journal import Journal
from plcjournal.core.models import CycleModel
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain
from plcjournal.errors import Exit, PlcError


class ModelExists(PlcError):
    """The journal has a file for a model of that id."""

    exit_code = Exit.USAGE

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This journal has a model '{name}' already; nothing was changed.",
            f"Edit {layout.model_path(name)}, or choose another id.",
        )


def new_model(
    journal: Journal, name: str, source: CycleModel, *, is_copy: bool
) -> Edited:
    """Add a model to the journal, made from another one.

    A copy under another id leaves the aliases to the model it was made from.

    Raises:
        ModelExists: the journal has a file of that id.
        Refused: the id is none.
    """
    if name in journal.own_models | journal.unread_models:
        raise ModelExists(name)
    path = layout.model_path(name)
    values = cast("dict[str, Any]", plain(source))
    if name != source.id:
        values["name"] = name.replace("-", " ").capitalize()
        values["aliases"] = []
        if is_copy:
            values["source"] = "; ".join(
                part for part in (f"Made from {source.id}", source.source) if part
            )
    record, findings = parse("model", {**values, "id": name}, path)
    if record is None:
        raise Refused(findings)
    return Edited(
        journal.with_record(path, record),
        f"Wrote the model '{name}' into {path}",
        f"Add the model {name}",
        action="new-model",
        id=name,
    )


def keep_choice(journal: Journal, choice: Choice, today: str) -> Edited:
    """Make the suggested model the journal's default, and keep what led to it."""
    model = choice.suggestions[0].model if choice.suggestions else ""
    made = journal
    if model:
        place = find_field(journal, None, "plc.model")
        made = set_field(journal, place, model).journal
    values = cast("dict[str, Any]", plain(made.settings))
    told = {
        "date": today,
        "issue": choice.issue,
        "tried_so_far": choice.tried_so_far,
        "suggested": model,
        "ratings": {**choice.ratings},
    }
    values["x_choice"] = {key: value for key, value in told.items() if value}
    settings, findings = parse("settings", values, layout.SETTINGS)
    if settings is None:
        raise Refused(findings)
    if model:
        sentence = f"New cycles in this journal follow {model}"
        subject = f"Choose the model {model}"
    else:
        sentence, subject = "Kept your ratings", "Keep ratings of approaches"
    return Edited(
        made.with_record(layout.SETTINGS, settings),
        sentence,
        subject,
        action="choose-model",
        id=model,
    )
