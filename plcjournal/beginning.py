"""Make a journal: its settings, first team, history, and who sits here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import drafts, store, workspace
from plcjournal.core import layout
from plcjournal.core.edits.edited import Refused, slug
from plcjournal.core.edits.team import add_member, new_team
from plcjournal.core.journal import Journal, pick
from plcjournal.core.parse import parse
from plcjournal.core.settings import Settings
from plcjournal.repository import place
from plcjournal.repository.repository import Repository
from plcjournal.saving.save import Change, Message, save

if TYPE_CHECKING:
    from plcjournal.saving.save import Saved
    from pathlib import Path

    from plcjournal.repository.author import Person

_ATTRIBUTES = "*.yaml text eol=lf -filter -ident -working-tree-encoding\n"
_IGNORED = "local/\n.plc-tmp.*\n"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a person says when a journal starts."""

    name: str
    team: str
    author: Person | None = None
    member: str | None = None
    school: str | None = None
    model: str | None = None
    language: str | None = None


def journal_from(start: Beginning) -> tuple[Journal, str]:
    """Answer a new journal with one team, and the team's id.

    Raises:
        Refused: a value makes no record.
    """
    values = {
        "id": slug(start.name),
        "name": start.name,
        "school": start.school,
        "language": start.language or "en",
    }
    settings, findings = parse("settings", values, layout.SETTINGS)
    if not isinstance(settings, Settings):
        raise Refused(findings)
    journal = Journal(settings=settings, models=workspace.bundled_models())
    if start.model:
        model = pick("model", start.model, _model_names(journal))
        found = journal.model(model)
        chosen = found.id if found else model
        settings = settings.model_copy(update={"model": chosen})
        journal = journal.with_record(layout.SETTINGS, settings)
    made = new_team(journal, start.team)
    if start.author is not None:
        made = add_member(
            made.journal, made.id, start.author.name, "teacher", start.member
        )
    return made.journal, made.id


def _model_names(journal: Journal) -> list[str]:
    return [n for m in journal.models.values() for n in (m.id, *m.aliases)]


def begin(folder: Path, start: Beginning) -> Saved:
    """Write a new journal into a folder and record it; make a history if none is.

    Raises:
        Refused: a value makes no record.
        NotSaved: the files are written, but not in the history yet.
    """
    journal, team = journal_from(start)
    where = place.find(folder)
    repository = Repository(where) if where else Repository.create(folder)
    member = start.member or (slug(start.author.name) if start.author else "")
    remember(repository, start.author, team, member)
    drafts.make_folder(folder)
    changes = [
        Change(path, data, None)
        for path, data in new_files(journal).items()
        if store.read(folder, path) is None
    ]
    message = Message(f"Start the journal: {start.name}", (("Plc-Action", "init"),))
    return save(folder, changes, message)


def new_files(journal: Journal) -> dict[str, bytes]:
    """Answer the files of a new journal: its records, and how git treats text."""
    records = {path: workspace.scaffolded(journal, path) for path in journal.records()}
    return {
        **records,
        ".gitattributes": _ATTRIBUTES.encode(),
        ".gitignore": _IGNORED.encode(),
    }


def remember(
    repository: Repository, author: Person | None, team: str, member: str
) -> None:
    """Keep who sits here in the history's own settings, never in a record."""
    pairs = {
        "user.name": author.name if author else "",
        "user.email": author.email if author else "",
        "plc.team": team,
        "plc.member": member,
    }
    for key, value in pairs.items():
        if value and repository.setting(key) != value:
            repository.set_setting(key, value)
