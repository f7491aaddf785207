"""Pages as values into files, through Jinja2 (in `sandbox`) and markdown-it."""

from __future__ import annotations

import base64
import hashlib
import sys
import uuid
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from plcjournal import templates
from plcjournal.core.amounts import how_many
from plcjournal.core.telling.wording import one_line
from plcjournal.errors import Exit, PlcError
from plcjournal.site.addresses import root_of
from plcjournal.site.words import long_day, safe, short_day, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markupsafe import Markup


class PagesMissing(PlcError):
    """What makes the pages is not installed."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "Making pages takes two more libraries, which are not installed here.",
            f"Install them: {sys.executable} -m pip install 'plcjournal[site]'",
        )


_SHORT = 220
_AT_ONCE = 1 << 14  # pieces of a page; the biggest have a million
_POLICY = (
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
)
# What people write is text with emphasis, lists, quotations and links: no headings,
# which would break into those of the page, no pictures, no HTML.
_MARKS = ("emphasis", "list", "blockquote", "link", "autolink", "newline", "escape")


class Renderer:
    """Makes files of pages."""

    def __init__(self, everywhere: dict[str, Any]) -> None:
        """Take what every page shows.

        Raises:
            PagesMissing: the libraries for it are not installed.
        """
        try:
            from plcjournal.site.sandbox import Sandbox
        except ImportError:
            raise PagesMissing from None
        self._markdown = _markdown()
        shelf = templates.site_files()
        style, script = shelf.pop("style.css"), shelf.pop("search.js")
        found = Sandbox(shelf, _shown)
        found.filters |= {
            "day": long_day,
            "short_day": short_day,
            "spoken": spoken,
            "prose": self._prose,
            "one_line": _one_line,
            "sentence": _sentence,
            "bare": _bare,
            "many": how_many,
            "urn": _urn,
        }
        found.globals |= {
            **everywhere,
            "said_in": _in_language(everywhere["language"]),
            "here": _here,
            "style": _marked(style),
            "script": _marked(script),
            "policy": "; ".join((*_POLICY, f"style-src '{_digest(style)}'")),
            "policy_of_search": "; ".join(
                (
                    *_POLICY,
                    f"style-src '{_digest(style)}'",
                    f"script-src '{_digest(script)}'",
                )
            ),
        }
        self._jinja = found

    def page(self, template: str, path: str, **values: Any) -> Iterator[bytes]:
        """Yield one page as it is written to a path, piece by piece."""
        made = self._jinja.get_template(template)
        pieces = made.generate(path=path, root=root_of(path), **values)
        while some := [*islice(pieces, _AT_ONCE)]:
            yield "".join(some).encode("utf-8", "replace")

    def _prose(self, text: str) -> Markup:
        """Answer a text of several lines with its emphasis, lists and links."""
        return _marked(self._markdown.render(safe(text)))


def _shown(value: object) -> object:
    """Answer any value as a page may show it; what is markup already stays."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return safe(value)
    return value


def _marked(text: str) -> Markup:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  # our own files, or what markdown-it escaped


@cache
def _markdown() -> MarkdownIt:
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        raise PagesMissing from None
    found = MarkdownIt("zero", {"html": False, "breaks": True}).enable([*_MARKS])
    found.validateLink = _is_web  # type: ignore[method-assign]
    found.add_render_rule("link_open", _link_open)
    return found


def _is_web(url: str) -> bool:
    """Say whether a link leads to an ordinary web page, and nowhere else."""
    return url.strip().casefold().startswith(("http://", "https://"))


def _link_open(
    renderer: Any, tokens: Sequence[Any], index: int, options: Any, env: Any
) -> str:
    if not tokens[index].attrGet("href"):
        return "<a>"  # [words]() lead nowhere, so they are no link
    tokens[index].attrSet("rel", "nofollow noopener noreferrer")
    rendered: str = renderer.renderToken(tokens, index, options, env)
    return rendered


def _digest(text: str) -> str:
    told = base64.b64encode(hashlib.sha256(text.encode()).digest())
    return f"sha256-{told.decode()}"


def _in_language(language: str) -> Markup:
    """Answer what says that people's own words are in another language than ours."""
    return _marked("" if language == "en" else f' lang="{language}"')


def _here(path: str, page: str) -> Markup:
    """Answer what says that a link leads to this very page."""
    return _marked(' aria-current="page"' if path == page else "")


def _one_line(text: str) -> str:
    return one_line(text, _SHORT)


def _sentence(text: str) -> str:
    """Write some words as a sentence."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _bare(text: str) -> str:
    """Answer a figure without what stands behind it."""
    return text.split(" (", 1)[0].split(";", 1)[0]


def _urn(name: str) -> str:
    """Answer an address that stands for a name for ever, wherever the pages lie."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'plc-site:{name}')}"
