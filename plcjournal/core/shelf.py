"""Records by name, each read when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import ItemsView as Items
    from collections.abc import ValuesView as Values

Kind = TypeVar("Kind")

_NEAR = 50  # things that are read together
_PARTS = 4  # so many times as many are held


class Stock(Generic[Kind]):
    """What can be read, and what was: shared by a shelf and everything made of it.

    `load` answers what some names hold, all at once; a name that it leaves out holds
    nothing that can be read. With `certain`, every name holds something. `has` says of
    one name whether it is among the names, where that is quicker than listing them.
    """

    def __init__(
        self,
        names: Callable[[], Iterable[str]],
        load: Callable[[Sequence[str]], Mapping[str, Kind]],
        *,
        certain: bool = False,
        has: Callable[[str], bool] | None = None,
    ) -> None:
        self.certain = certain
        self._has = has
        self._list = names
        self._load = load
        self._read: dict[str, Kind | None] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name, listed when somebody first asks for all of them."""
        return tuple(self._list())

    @cached_property
    def known(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.names)

    def has(self, name: str) -> bool:
        """Say whether a name is among the names, listing them only if that is quick."""
        # Nothing here refers to itself: what is no longer needed is gone at once.
        if self._has is None or "names" in self.__dict__:
            return name in self.known
        return self._has(name)

    def get(self, name: str) -> Kind | None:
        """Answer what a name holds, None where that is nothing."""
        if name not in self._read and self.has(name):
            self.fetch((name,))
        return self._read.get(name)

    def fetch(self, names: Iterable[str]) -> None:
        """Read what some names hold, as far as that was not done."""
        wanted = [name for name in names if name not in self._read]
        if wanted:
            found = self._load(wanted)
            self._read |= {name: found.get(name) for name in wanted}


class PassingStock(Stock[Kind]):
    """A stock of which little is held at a time: what lies near what was asked last.

    For those who go through thousands of things, one after the other.
    """

    def __init__(
        self,
        names: Callable[[], Iterable[str]],
        load: Callable[[Sequence[str]], Mapping[str, Kind]],
    ) -> None:
        super().__init__(names, load, certain=True)
        self._near: dict[int, dict[str, Kind | None]] = {}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    def get(self, name: str) -> Kind | None:
        """Answer what a name holds, None where that is nothing."""
        if name not in self._places:
            return None
        part = self._places[name] // _NEAR
        if part not in self._near:
            near = self.names[part * _NEAR : (part + 1) * _NEAR]
            if len(self._near) >= _PARTS:
                del self._near[next(iter(self._near))]
            found = self._load(near)
            self._near[part] = {one: found.get(one) for one in near}
        return self._near[part][name]

    def fetch(self, names: Iterable[str]) -> None:
        """Read nothing ahead."""


class Shelf(Mapping[str, Kind]):
    """A mapping over a stock, with what edits made of it laid over it."""

    __slots__ = ("_laid", "_stock")

    def __init__(
        self, stock: Stock[Kind], laid: Mapping[str, Kind | None] | None = None
    ) -> None:
        """Take a stock, and what is laid over it: None takes a name away."""
        self._stock = stock
        self._laid = laid or {}

    @classmethod
    def over(cls, things: Mapping[str, Kind]) -> Shelf[Kind]:
        """Answer a shelf of what was read already."""
        if isinstance(things, Shelf):
            return things
        return cls(Stock(lambda: things, lambda _: things, certain=True))

    def put(self, things: Mapping[str, Kind]) -> Shelf[Kind]:
        """Answer a shelf with some things added or replaced."""
        return Shelf(self._stock, {**self._laid, **things})

    def without(self, names: Iterable[str]) -> Shelf[Kind]:
        """Answer a shelf without some names."""
        return Shelf(self._stock, {**self._laid, **dict.fromkeys(names)})

    def unlike(self, other: Mapping[str, Kind]) -> tuple[str, ...]:
        """Answer the names that hold something else there, or nothing, or only there.

        Nothing is read for it where both came from the same stock.
        """
        if isinstance(other, Shelf) and other._stock is self._stock:  # noqa: SLF001  # same class
            names = {*self._laid, *other._laid}  # noqa: SLF001
        else:
            names = {*self, *other}
        return tuple(
            sorted(name for name in names if self.get(name) is not other.get(name))
        )

    def fetch(self, names: Iterable[str] | None = None) -> None:
        """Read what some names hold, or all of them, at once rather than one by one."""
        self._stock.fetch(self._stock.names if names is None else names)

    def __getitem__(self, name: str) -> Kind:
        found = self._laid[name] if name in self._laid else self._stock.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        if name in self._laid:
            return self._laid[name] is not None
        if self._stock.certain:
            return self._stock.has(name)
        return self._stock.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        if not self._stock.certain:
            self.fetch()
            return (name for name in self._every() if name in self)
        gone = {name for name, thing in self._laid.items() if thing is None}
        every = self._every()
        return (name for name in every if name not in gone) if gone else iter(every)

    def _every(self) -> Sequence[str]:
        """Answer the names of the stock and of what is laid over it, sorted."""
        new = self._laid.keys() - self._stock.known if self._laid else ()
        return sorted((*self._stock.names, *new)) if new else self._stock.names

    def __len__(self) -> int:
        if not self._stock.certain:
            return sum(1 for _ in self)
        known, laid = self._stock.known, self._laid.items()
        changes = ((thing is not None) - (name in known) for name, thing in laid)
        return len(self._stock.names) + sum(changes)

    def values(self) -> Values[Kind]:
        """Answer everything on the shelf, read at once."""
        self.fetch()
        return super().values()

    def items(self) -> Items[str, Kind]:
        """Answer everything on the shelf by its name, read at once."""
        self.fetch()
        return super().items()

    def __repr__(self) -> str:
        return f"Shelf({[*self]})"
