"""Hides what a name must look like to sign a piece of history."""

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f<>]+")
_CRUD = " .,:;<>\"\\'"


class Person(NamedTuple):
    """Who wrote something: a name and an e-mail address, real or no-reply."""

    name: str
    email: str


def cleaned(person: Person) -> Person | None:
    """Answer the person as history can hold them, None if nothing is left."""
    name = " ".join(_CONTROL.sub(" ", person.name).split()).strip(_CRUD)
    email = _CONTROL.sub("", person.email).strip(_CRUD)
    return Person(name, email) if name and email else None


def known(settings: Mapping[str, str], role: str) -> Person | None:
    """Answer the `author` or `committer` somebody named; never guessed.

    What was said to plc counts more than what was said to git: in a bigger repository
    plc keeps its own answer, and leaves that of the repository alone.
    """
    found = [
        os.environ.get(f"GIT_{role}_{part}".upper())
        or settings.get(f"plc.{part}")
        or settings.get(f"{role}.{part}")
        or settings.get(f"user.{part}")
        for part in ("name", "email")
    ]
    name, email = found
    return cleaned(Person(name, email)) if name and email else None


def variables(author: Person, committer: Person) -> dict[str, str]:
    """Answer the environment that makes git sign with these two and nobody else."""
    return {
        "GIT_AUTHOR_NAME": author.name,
        "GIT_AUTHOR_EMAIL": author.email,
        "GIT_COMMITTER_NAME": committer.name,
        "GIT_COMMITTER_EMAIL": committer.email,
    }
