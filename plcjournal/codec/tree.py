"""Hides the YAML parser: text becomes a tree of nodes with their places.

The parser is asked for one event at a time, and stopped at the first thing that a
record may not hold. So nothing is expanded, nothing recurses, and a hostile text costs
as much as the part of it that was good.
"""

import re
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml._yaml import CParser

from plcjournal.core.values import Value, typed

# The stubs let every mark be None; the parser never does.
_Event = Any

DEEPEST = 30
MOST_EVENTS = 20_000

# Between brackets libyaml drops a question mark also where no blank follows it.
_EXPLICIT_KEY = re.compile(r"(?:^|[\s,\-\[{?:])\?", re.MULTILINE)
_COMMENT = re.compile(r"#[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_LAST_BREAK = re.compile(r"(?:\r\n|\r|\n)\Z")


class Scalar(NamedTuple):
    """A text, number or word. `style` is "" for plain, else its first character."""

    start: int
    end: int
    line: int
    column: int
    text: str
    style: str

    @property
    def value(self) -> Value:
        """Answer what it says: typed words where it stands without quotes."""
        return self.text if self.style else typed(self.text)


class Items(NamedTuple):
    """A list."""

    start: int
    end: int
    line: int
    column: int
    children: "tuple[Node, ...]"
    is_flow: bool


class Entries(NamedTuple):
    """A mapping: its keys and values in the order of the text."""

    start: int
    end: int
    line: int
    column: int
    pairs: "tuple[tuple[Scalar, Node], ...]"
    is_flow: bool


Node = Scalar | Items | Entries


class Broken(Exception):
    """The text is no record. `rule` is "" where only the parser knows why.

    `line` and `column` are 0-based; `opened` is where the part began that went wrong.
    """

    def __init__(
        self, rule: str, at: tuple[int, int], opened: tuple[int, int] | None = None
    ) -> None:
        super().__init__(rule)
        self.rule = rule
        self.line, self.column = at
        self.opened = opened
        self.problem = ""


def grow(text: str) -> Entries:
    """Answer the tree of a record.

    Raises:
        Broken: if the text is not one mapping of plain YAML.
    """
    try:
        return _Builder(text).build()
    except yaml.MarkedYAMLError as error:
        at, opened = error.problem_mark, error.context_mark
        broken = Broken(
            "",
            (at.line, at.column) if at else (0, 0),
            (opened.line, opened.column) if opened else None,
        )
        broken.problem = error.problem or ""
        raise broken from error
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise Broken("", (0, 0)) from error


def value_of(node: Node) -> Value:
    """Answer the plain value of a node, unquoted words still as they were typed."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [value_of(child) for child in node.children]
    return record_of(node)


def record_of(node: Entries) -> dict[str, Value]:
    """Answer the plain value of a mapping."""
    return {key.text: value_of(value) for key, value in node.pairs}


class _Open:
    """A list or mapping whose end has not come yet."""

    __slots__ = ("children", "event", "is_list", "key", "keys", "pairs")

    def __init__(self, event: _Event) -> None:
        self.event = event
        self.is_list = isinstance(event, yaml.SequenceStartEvent)
        self.children: list[Node] = []
        self.pairs: list[tuple[Scalar, Node]] = []
        self.keys: dict[str, Scalar] = {}
        self.key: Scalar | None = None


class _Builder:
    def __init__(self, text: str) -> None:
        self._text = text
        self._parser = CParser(text)
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._end = 0
        self._documents = 0
        self._asks = _EXPLICIT_KEY.search(text) is not None

    def build(self) -> Entries:
        next_event = self._parser.get_event
        count = 0
        while (event := next_event()) is not None:
            count += 1
            if count > MOST_EVENTS:
                self._refuse("too-many", event)
            self._take(event)
        root = self._root
        if root is None or (isinstance(root, Scalar) and not root.text):
            raise Broken("empty", (0, 0))
        if not isinstance(root, Entries):
            raise Broken("not-a-record", (root.line, root.column))
        return root

    def _take(self, event: _Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("alias", event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._refuse("several-documents", event)
            if event.version or event.tags:
                self._refuse("directive", event)

    def _refuse(self, rule: str, event: _Event) -> NoReturn:
        mark = event.start_mark
        raise Broken(rule, (mark.line, mark.column))

    def _scalar(self, event: _Event) -> None:
        if event.anchor is not None:
            self._refuse("anchor", event)
        if event.tag is not None:
            self._refuse("tag", event)
        mark, end, style = event.start_mark, event.end_mark.index, event.style or ""
        if style in ("|", ">"):
            end = self._end_of_block(event)
        node = Scalar(mark.index, end, mark.line, mark.column, event.value, style)
        top = self._stack[-1] if self._stack else None
        if top is not None and not top.is_list and top.key is None:
            self._key(top, node)
        else:
            self._add(node)

    def _end_of_block(self, event: _Event) -> int:
        start: int = event.start_mark.index
        end: int = event.end_mark.index
        whole = self._text[start:end]
        header = _BREAK.split(whole, 1)[0].split("#", 1)[0]
        if "+" in header or event.value.rstrip("\n").endswith((" ", "\t")):
            # The break after the last line ends the line; all others are content.
            return end - len(whole) + len(_LAST_BREAK.sub("", whole))
        return start + len(whole.rstrip(" \r\n"))

    def _key(self, top: _Open, node: Scalar) -> None:
        at = (node.line, node.column)
        if self._asks:
            between = _COMMENT.sub("", self._text[self._end : node.start])
            if "?" in between:
                raise Broken("complex-key", at)
        if node.text == "<<" and not node.style:
            raise Broken("merge-key", at)
        if not node.text and not node.style:
            raise Broken("no-key", at)
        first = top.keys.setdefault(node.text, node)
        if first is not node:
            raise Broken("twice", at, (first.line, first.column))
        top.key = node
        self._end = node.end

    def _add(self, node: Node) -> None:
        self._end = max(self._end, node.end)
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        if top.is_list:
            top.children.append(node)
        elif top.key is not None:
            top.pairs.append((top.key, node))
            top.key = None

    def _open(self, event: _Event) -> None:
        if event.anchor is not None:
            self._refuse("anchor", event)
        if event.tag is not None:
            self._refuse("tag", event)
        top = self._stack[-1] if self._stack else None
        if top is not None and not top.is_list and top.key is None:
            self._refuse("complex-key", event)
        if len(self._stack) >= DEEPEST:
            self._refuse("too-deep", event)
        self._stack.append(_Open(event))

    def _close(self, event: _Event) -> None:
        done = self._stack.pop()
        mark, end = done.event.start_mark, event.end_mark.index
        is_flow = bool(done.event.flow_style)
        if end == event.start_mark.index:
            # A block ends where the next thing begins; its own words end earlier.
            end = max(self._end, mark.index)
        place = (mark.index, end, mark.line, mark.column)
        if done.is_list:
            self._add(Items(*place, tuple(done.children), is_flow))
        else:
            self._add(Entries(*place, tuple(done.pairs), is_flow))
