"""Hides how a file's bytes and name become what history holds."""

import hashlib
import sys
import unicodedata


def recorded(path: str, data: bytes) -> bytes:
    """Answer the bytes history holds for a file: records with plain line ends."""
    if path.endswith(".yaml"):
        return data.replace(b"\r\n", b"\n")
    return data


def recorded_path(path: str) -> str:
    """Answer the path history holds for a file: macOS may spell letters apart."""
    return unicodedata.normalize("NFC", path) if sys.platform == "darwin" else path


def blob_id(data: bytes, *, digits: int) -> str:
    """Answer the id history gives these bytes; 40 digits are SHA-1, 64 are SHA-256."""
    return object_id("blob", data, digits)


def object_id(kind: str, data: bytes, digits: int) -> str:
    """Answer the same for the content of a kind of object."""
    digest = hasher(digits)
    digest.update(b"%b %d\0" % (kind.encode(), len(data)))
    digest.update(data)
    return digest.hexdigest()


def hasher(digits: int) -> "hashlib._Hash":
    """Answer what history makes ids of so many digits with."""
    name = "sha256" if digits == 64 else "sha1"
    return hashlib.new(name, usedforsecurity=False)
