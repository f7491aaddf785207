"""Looks at the shared journal: set, and within reach; the only look at the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.doctor.check import attention, broken, good
from plcjournal.errors import PlcError
from plcjournal.repository import address
from plcjournal.repository.address import BadAddress
from plcjournal.repository.command import GitMissing, GitTooOld
from plcjournal.repository.remote import Limits, Remote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.doctor.check import Check, Patient

_PATIENCE = Limits(silence=15, overall=20, slow=10)


def shared(patient: Patient) -> Iterator[Check]:
    """Tell whether a shared journal is set and can be reached now."""
    words = patient.repository.setting("remote.origin.url")
    if patient.prefix:
        return  # it is shared with what is around it, and not by plc
    if not words:
        yield attention(
            "shared",
            "The journal is on this computer only: if the computer is lost, so is it.",
            "plc sync --with ADDRESS",
        )
        return
    shown = address.shown(words)
    try:
        url = address.checked(words, patient.place.top)
        heads = Remote(patient.repository, url, limits=_PATIENCE).heads()
    except (GitMissing, GitTooOld):
        raise
    except BadAddress as error:
        yield broken("shared", error.sentence, "plc sync --with ADDRESS")
    except PlcError as error:
        yield attention("shared", error.sentence, error.hint, (shown,))
    else:
        if heads.tips:
            yield good("shared", f"The shared journal can be reached ({shown}).")
        else:
            sentence = f"Nothing has been shared yet at {shown}, which can be reached."
            yield attention("shared", sentence, "plc sync")
