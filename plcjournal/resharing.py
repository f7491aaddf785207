"""Put the history that was written anew in the place of the shared one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.connection import NeedsPerson, known_url
from plcjournal.errors import NotShared
from plcjournal.outgoing import hold_back
from plcjournal.repository import address, lock, refusals
from plcjournal.repository.purged import half_done, note, noted
from plcjournal.repository.remote import Faster, Remote
from plcjournal.repository.repository import Repository
from plcjournal.repository.rewriting import forget_unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plcjournal.workspace import Workspace

_PROTECTED = (
    "Places for sharing often protect their past: ask whoever looks after it to let it"
    " be replaced (a force push) for a moment, then: plc privacy purge --share"
)
_OURS = "refs/remotes/origin/"


@dataclass(frozen=True, slots=True)
class Reshared:
    """The shared journal after its past was replaced."""

    address: str
    folder: str = ""
    others: tuple[str, ...] = ()


class SharedSince(NeedsPerson):
    """Colleagues shared after the purge, upon the old past; theirs must stay."""

    def __init__(self, shown: str) -> None:
        super().__init__(
            "Colleagues shared something since, so the shared journal was left as it"
            " is; your work is safe here.",
            f"To keep theirs: plc join {shown} NEW-FOLDER, repeat the purge there, and"
            " share it from there: plc privacy purge --share",
        )


def reshare(
    space: Workspace, *, asks: bool = False, tell: Callable[[str], None] | None = None
) -> Reshared:
    """Replace the past of the shared journal, if it is still what it was.

    Raises:
        SharedSince: it is not.
        NotShared: it could not be reached, or there is nothing to replace.
    """
    repository = space.repository
    purge = noted(repository) if repository else None
    if repository is not None and half_done(repository):
        raise NeedsPerson(
            "A purge stopped half way, so nothing was shared.",
            "Finish it first: plc privacy purge",
        )
    if repository is None or purge is None or not purge.must_share:
        raise NotShared(
            "Nothing was taken out here that the shared journal still has.",
            "To share and receive as ever: plc sync",
        )
    if not purge.is_finished:
        raise NeedsPerson(
            "Taking it out was stopped half way, so nothing was shared.",
            "Finish it first: repeat the same plc privacy purge",
        )
    url = known_url(repository)
    remote = Remote(repository, url, asks=asks, tell=tell)
    heads = remote.heads()
    shown = address.shown(url)
    wanted = _wanted(repository, purge.there)
    for ref, (old, _) in wanted.items():
        if heads.tips.get(ref) not in {old, wanted[ref][1]}:
            raise SharedSince(shown)
    mine = repository.tip() or ""
    seen = next((new for _, new in purge.there.values()), None)
    hold_back(repository, space.folder, mine, seen, set())
    for ref, (old, new) in wanted.items():
        if heads.tips[ref] != new:
            try:
                remote.replace(new, ref, old)
            except Faster as error:
                raise SharedSince(shown) from error
            except refusals.Refused as error:
                raise NotShared(error.sentence, _PROTECTED) from error
        remote.note_seen(ref, new)
    with lock.held(repository.place.notes) as descriptor:
        held = Repository(repository.place, (descriptor,))
        forget_unreachable(held)  # what a sync before this may have brought
        note(held, purge.shared())
    folder = address.folder(url)
    others = tuple(sorted({*heads.tips} - {*wanted}))
    return Reshared(shown, str(folder) if folder else "", others)


def _wanted(
    repository: Repository, there: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """Answer for each line elsewhere what it held and what it shall hold.

    The team's own line goes on with what was saved here since.
    """
    wanted = {
        f"refs/heads/{name.removeprefix(_OURS)}": ids
        for name, ids in there.items()
        if ids[0] != ids[1]
    }
    branch = (repository.branch() or "").removeprefix("refs/heads/")
    team = repository.setting(f"branch.{branch}.merge") or ""
    mine = repository.tip()
    if team in wanted and mine and repository.is_ancestor(wanted[team][1], mine):
        wanted[team] = (wanted[team][0], mine)
    return wanted
