"""Let the host of a shared journal check what arrives there, and publish its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from plcjournal import store, templates
from plcjournal.errors import Exit, PlcError
from plcjournal.repository import place
from plcjournal.saving.writing import Change
from plcjournal.workspace import Changed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from plcjournal.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Host:
    """A place that keeps shared journals: its file, and what a person does there."""

    name: str
    path: str
    variables: str
    pages: str


_HOSTS = {
    "github": Host(
        "GitHub",
        ".github/workflows/plcjournal.yml",
        "Settings > Secrets and variables > Actions > Variables",
        "first Settings > Pages > Source: GitHub Actions, then a variable PLC_PAGES"
        " with the value yes",
    ),
    "gitlab": Host(
        "GitLab",
        ".gitlab-ci.yml",
        "Settings > CI/CD > Variables",
        "a variable PLC_PAGES with the value yes; who may read them stands under"
        " Settings > General > Visibility",
    ),
}


class NotOurs(PlcError):
    """The host has a file of that name already, with other contents."""

    exit_code: ClassVar[Exit] = Exit.NEEDS_PERSON

    def __init__(self, path: str, command: str) -> None:
        super().__init__(
            f"{path} is there already and says something else, so it was left as it"
            " is.",
            f"If you can do without it, give it another name, then: {command}",
        )


class InsideAnother(PlcError):
    """The journal is a folder of something bigger, where the host would not look."""

    exit_code: ClassVar[Exit] = Exit.NEEDS_PERSON

    def __init__(self, host: Host) -> None:
        super().__init__(
            f"This journal lies inside a bigger project, and {host.name} looks for its"
            " instructions only at the top of that; nothing was written.",
            "Ask whoever looks after that project to let it run there: plc validate",
        )


def _steps(name: str) -> tuple[str, ...]:
    """Answer what is left to do at a host, in its own words."""
    host = _HOSTS[name]
    source = (
        "a variable PLC_PACKAGE with what pip shall install there, [site] included (the"
        " README has an example). Without it the checks stop and say so."
    )
    return (
        f"Share it (plc sync), then switch it on at {host.name}, once:",
        f"  1. {host.variables}: {source}",
        f"  2. Only if the journal shall have public pages: {host.pages}.",
    )


def look_first(folder: Path, names: Sequence[str]) -> None:
    """Make sure, before anything is written, that a journal there can be checked.

    Raises:
        NotOurs: there is another file of that name; it stays as it is.
        InsideAnother: the host would not find the file.
    """
    history = place.find(folder)
    for name in names:
        host = _HOSTS[name]
        if history is not None and history.top != folder.resolve():
            raise InsideAnother(host)
        if store.read_whole(folder, host.path) not in (None, templates.host_file(name)):
            raise NotOurs(host.path, f"plc init --{name}")


def add(workspace: Workspace, names: Sequence[str]) -> Changed:
    """Write and save the files that tell hosts (`github`, `gitlab`) what to do.

    Raises:
        NotOurs, InsideAnother: as `look_first`; nothing was written.
        NotSaved: the files are written, but not in the history yet.
    """
    look_first(workspace.folder, names)
    called = " and ".join(_HOSTS[name].name for name in names)
    files = {_HOSTS[name].path: templates.host_file(name) for name in names}
    changes = [
        Change(path, data, store.read_whole(workspace.folder, path))
        for path, data in files.items()
    ]
    done = workspace.record(changes, f"Add the checks for {called}", "init")
    if not done:
        return Changed(f"The checks for {called} are there already", saved=False)
    left = tuple(line for name in names for line in _steps(name))
    sentence = f"Added the checks for {called}: {', '.join(done)}"
    return Changed(sentence, paths=done, notes=left)
