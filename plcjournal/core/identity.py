"""Which items of two versions of a list are the same item."""

from collections.abc import Mapping

from plcjournal.core.values import Value

_FIELDS_THAT_TELL = {
    "results": ("date", "group"),
    "targets": ("group",),
    "contested": ("field",),
    "allow": ("words", "field"),
}


def key_of(list_name: str, item: Value) -> str:
    """Answer the word that tells an item of the named list from its siblings.

    A result is told by its date and group (`2025-10-08@room-12`), a target by its
    group, a contested field by its path, everything else by its `id`; an item that is
    not a mapping, or carries no such field, by its whole value.
    """
    if not isinstance(item, Mapping):
        return str(item)
    fields = _FIELDS_THAT_TELL.get(list_name, ("id",))
    told = [str(item[field]) for field in fields if item.get(field) is not None]
    if told:
        return "@".join(told)
    return "" if list_name == "targets" else repr(sorted(item.items(), key=repr))


def name_of(list_name: str, item: Value, number: int) -> str:
    """Answer what people call an item: its key, its place where nothing tells it."""
    if isinstance(item, str | int | float):
        return str(item)
    key = key_of(list_name, item) if isinstance(item, Mapping) else ""
    return key if key and not key.startswith("[") else str(number)
