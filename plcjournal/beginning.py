"""Make a journal: its settings, first team, history, and who sits here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import drafts, gate, reading, schemas, store, workspace
from plcjournal.core import layout
from plcjournal.core.edits.edited import Refused, slug
from plcjournal.core.edits.team import add_member, new_team
from plcjournal.core.journal import Journal
from plcjournal.core.parse import parse
from plcjournal.core.settings import Settings
from plcjournal.repository import place
from plcjournal.repository.repository import Repository
from plcjournal.saving.save import Message, save
from plcjournal.saving.writing import Change
from plcjournal.texts import scaffolded

if TYPE_CHECKING:
    from pathlib import Path

    from plcjournal.repository.author import Person
    from plcjournal.saving.save import Saved

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
    journal = Journal(settings=settings, models=reading.read({}).journal.models)
    if start.model:
        chosen = journal.find_model(start.model).id
        settings = settings.model_copy(update={"model": chosen})
        journal = journal.with_record(layout.SETTINGS, settings)
    made = new_team(journal, start.team)
    if start.author is not None:
        made = add_member(
            made.journal, made.id, start.author.name, "teacher", start.member
        )
    return made.journal, made.id


def begin(folder: Path, start: Beginning) -> Saved:
    """Write a new journal into a folder and record it; make a history if none is.

    Raises:
        Refused: a value makes no record.
        Blocked: a name or the title would name a person.
        NotSaved: the files are written, but not in the history yet.
    """
    journal, team = journal_from(start)
    files = new_files(journal)
    subject = f"Start the journal: {start.name}"
    change = gate.Change(journal, journal, [*files], files, (subject,))
    found = gate.private(change, drafts.names(folder), lambda _paths: {})
    if found:
        raise workspace.Blocked(found, "", "")
    where = place.find(folder)
    repository = Repository(where) if where else Repository.create(folder)
    member = start.member or (slug(start.author.name) if start.author else "")
    is_alone = repository.place.top == folder.resolve()
    remember(repository, start.author, team, member, is_alone=is_alone)
    drafts.make_folder(folder)
    changes = [
        Change(path, data, None)
        for path, data in files.items()
        if store.read(folder, path) is None
    ]
    return save(folder, changes, Message(subject, (("Plc-Action", "init"),)))


def new_files(journal: Journal) -> dict[str, bytes]:
    """Answer the files of a new journal: records, schemas, how git treats text."""
    records = {path: scaffolded(journal, path) for path in journal.records()}
    return {
        **records,
        **schemas.files(),
        ".gitattributes": _ATTRIBUTES.encode(),
        ".gitignore": _IGNORED.encode(),
    }


def remember(
    repository: Repository,
    author: Person | None,
    team: str,
    member: str,
    *,
    is_alone: bool = True,
) -> None:
    """Keep who sits here in the history's own settings, never in a record.

    Where the journal lies in a bigger repository (`is_alone` is false), the name goes
    beside that repository's own, which stays as it is.
    """
    here = "user" if is_alone else "plc"
    pairs = {
        f"{here}.name": author.name if author else "",
        f"{here}.email": author.email if author else "",
        "plc.team": team,
        "plc.member": member,
    }
    for key, value in pairs.items():
        if value and repository.setting(key) != value:
            repository.set_setting(key, value)
