"""Where each page lies in the folder, and the way from one page to another."""

from __future__ import annotations

import hashlib
import re

FRONT, CYCLES, LEARNED, SEARCH, FEED = (
    "index.html",
    "cycles.html",
    "learned.html",
    "search.html",
    "feed.xml",
)
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,80}", re.ASCII)
# Names that Windows keeps for itself.
_KEPT = re.compile(r"con|prn|aux|nul|com\d|lpt\d|index")


def cycle_page(cycle: str) -> str:
    """Answer where the page of a cycle lies."""
    team, folder = cycle.split("/", 1)
    return f"cycles/{_file(team)}/{_file(folder)}.html"


def team_page(team: str) -> str:
    """Answer where the page of a team lies."""
    return f"teams/{_file(team)}.html"


def root_of(page: str) -> str:
    """Answer the way from a page back to the front: `../../`."""
    return "../" * page.count("/")


def _file(name: str) -> str:
    """Answer a name as every system takes it for a file."""
    if _PLAIN.fullmatch(name) and not _KEPT.fullmatch(name):
        return name
    return f"p-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
