"""A command run in this process: how it ended and what it said."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return self.document["data"]

    @property
    def document(self) -> Any:
        return json.loads(self.out)


Plc = Callable[..., Ran]
