"""Histories with something to share, and what lies around in them afterwards."""

from pathlib import Path

from saved_folder import git

from plcjournal.repository.repository import Repository

MAIN = "refs/heads/main"


def teacher(folder: Path) -> Repository:
    """Begin a history in which somebody works."""
    return Repository.create(folder)


def commit(repository: Repository, words: str = "some words") -> str:
    """Add a piece of history by plain git; answer its id."""
    top = repository.place.top
    words = f"{words} in {top.name}"
    (top / "words.txt").write_text(f"{words}\n")
    git(top, "add", "words.txt")
    # Without tidying up behind our back, which takes locks of its own.
    git(top, "-c", "gc.auto=0", "commit", "-q", "--allow-empty", "-m", words)
    return git(top, "rev-parse", "HEAD")


def written(repository: Repository) -> dict[str, bytes]:
    """Answer every file of the git folder but contents and our own lock."""
    top = repository.place.git_dir
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file() and "objects" not in path.parts and path.name != "lock"
    }


def locks(repository: Repository) -> list[Path]:
    """Answer every lock file that stands in somebody's way."""
    return [*repository.place.git_dir.rglob("*.lock")]
