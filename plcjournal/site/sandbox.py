"""The world of the templates: all is escaped, and nothing else can be reached."""

from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks only once about each attribute of each type."""

    def __init__(self, shelf: dict[str, str], finalize: Any) -> None:
        super().__init__(
            loader=DictLoader(shelf),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=finalize,
            auto_reload=False,
        )
        self._known: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may look at an attribute."""
        key = type(obj), attr
        if key not in self._known:
            self._known[key] = super().is_safe_attribute(obj, attr, value)
        return self._known[key]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Answer an attribute; one that was found safe before is not asked about."""
        if self._known.get((type(obj), attribute)):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)
