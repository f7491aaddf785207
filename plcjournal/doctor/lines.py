"""Lines in the small files that git reads: which are ours, missing, or there twice."""

from collections.abc import Sequence


def lines_of(data: bytes) -> tuple[bytes, ...]:
    """Answer the lines of a file, without blanks at their ends."""
    return tuple(line.rstrip() for line in data.splitlines() if line.strip())


def doubled(data: bytes, ours: Sequence[bytes]) -> tuple[bytes, ...]:
    """Answer those of our lines that stand there more than once."""
    there = lines_of(data)
    return tuple(one for one in ours if there.count(one) > 1)


def added(data: bytes, ours: Sequence[bytes]) -> bytes:
    """Answer a file with our lines at its end where they are missing."""
    there = lines_of(data)
    missing = [one + b"\n" for one in ours if one not in there]
    gap = b"\n" if missing and data and not data.endswith(b"\n") else b""
    return data + gap + b"".join(missing)


def once(data: bytes, ours: Sequence[bytes]) -> bytes:
    """Answer a file in which each of our lines stands once: the last, which counts."""
    kept: list[bytes] = []
    for line in reversed(data.splitlines(keepends=True)):
        bare = line.rstrip()
        if bare not in ours or bare not in {one.rstrip() for one in kept}:
            kept.append(line)
    return b"".join(reversed(kept))


def without(data: bytes, ours: Sequence[bytes]) -> bytes:
    """Answer a file without our lines, every other byte as it was."""
    kept = (
        line for line in data.splitlines(keepends=True) if line.rstrip() not in ours
    )
    return b"".join(kept)
