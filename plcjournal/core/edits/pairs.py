"""Names with values as a person types them in one go: `1=4, 2=20`."""

from plcjournal.errors import Exit, PlcError


class NamedTwice(PlcError):
    """A name that stands there with two values, of which only one could be kept."""

    exit_code = Exit.USAGE

    def __init__(self, where: str, name: str) -> None:
        super().__init__(
            f"{where}: '{name}' stands there twice; nothing was changed.",
            "Give each name once, as in 1=6,2=20,3=25,4=13",
        )


def pairs(words: str, where: str) -> dict[str, str | None]:
    """Answer the names and their values, None for one without `=`.

    Raises:
        NamedTwice: one name stands there twice.
    """
    found: dict[str, str | None] = {}
    for part in words.split(","):
        if not part.strip():
            continue
        name, sign, value = (text.strip() for text in part.partition("="))
        if name in found:
            raise NamedTwice(where, name)
        found[name] = value if sign else None
    return found
