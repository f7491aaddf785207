"""A number of things in words, for sentences."""


def how_many(number: int, one: str, many: str = "") -> str:
    """Answer how many of what: `1 file`, `3 files`, `2 entries`."""
    return f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"
