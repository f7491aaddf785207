"""Hides where a change lands in a hand-written text: the stretches to replace."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plcjournal.codec.alignment import align, in_order
from plcjournal.codec.page import Page, Splice
from plcjournal.codec.sameness import goes_without_saying, is_empty, is_list, same
from plcjournal.codec.source import lines_of
from plcjournal.codec.tree import Entries, Items, Node, Scalar
from plcjournal.codec.writer import render
from plcjournal.core.values import Value


class _Plan(NamedTuple):
    """What happens to the keys of a mapping."""

    gone: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]
    kept: tuple[str, ...]


class Splicer:
    """Collects the splices that turn one state of a record into another."""

    def __init__(self, text: str, *, with_blocks: bool = True) -> None:
        self._page = Page(text)
        self._with_blocks = with_blocks
        self.splices: list[Splice] = []

    def result(self) -> str:
        """Answer the text with all changes made."""
        return self._page.applied(self.splices)

    def mapping(
        self,
        node: Entries,
        before: Mapping[str, Value],
        after: Mapping[str, Value],
        *,
        is_top: bool,
    ) -> None:
        """Change the entries of a mapping that keeps at least one of them."""
        plan = _plan(node, before, after, is_top=is_top)
        for key, value in node.pairs:
            if key.text in plan.changed:
                old, new = before.get(key.text), after[key.text]
                if _can_descend(value, old, new, key.text):
                    self._descend(key.text, value, old, new)
                else:
                    self._put(key, value, new, node.column)
        self._remove_entries(node, plan)
        self._add_entries(node, plan, before, after)

    def _put(self, key: Scalar, node: Node, after: Value, column: int) -> None:
        colon = self._page.text.index(":", key.end) + 1
        if isinstance(node, Scalar) or node.is_flow:
            self._replace(colon, node, after, column)
        else:
            self._replace_block(colon, node, after, column)

    def _descend(self, name: str, node: Node, before: Value, after: Value) -> None:
        """Change a value part by part; `_can_descend` said that all are of a kind."""
        if isinstance(node, Entries):
            if isinstance(before, Mapping) and isinstance(after, Mapping):
                self.mapping(node, before, after, is_top=False)
        elif isinstance(node, Items) and is_list(before) and is_list(after):
            self._items(name, node, before, after)

    def _replace(self, anchor: int, node: Node, after: Value, column: int) -> None:
        """Put a value in the place of a scalar or of a list or mapping in brackets."""
        inline, below = self._layout(after, column)
        comment = self._header_comment(node)
        start, end = node.start, node.end
        is_beside = self._page.start_of_line(start) == self._page.start_of_line(anchor)
        if isinstance(node, Scalar) and node.style in ("|", ">") and not is_beside:
            # Lines below a bar may begin further left than any other text.
            self._splice(anchor, anchor, f" {inline}".rstrip())
            inline = ""
        if inline:
            words = inline if start > anchor else f" {inline}"
            self._splice(start, end, f"{words} {comment}".rstrip())
        elif is_beside:
            self._splice(anchor, end, f" {comment}".rstrip())
        else:
            tail = self._page.text[end : self._page.end_of_line(end)].strip() or comment
            first = self._page.start_of_line(start)
            kept = f"{' ' * (start - first)}{tail}\n" if tail else ""
            self._splice(first, self._page.after_line(end), kept)
        self._insert(self._page.after_line(end if is_beside else anchor), below)

    def _replace_block(self, colon: int, node: Node, after: Value, column: int) -> None:
        """Put a value in the place of lines below a key; comments between them stay."""
        inline, below = self._layout(after, column)
        if inline:
            self._splice(colon, colon, f" {inline}")
        self._insert(self._page.after_line(colon), below)
        if isinstance(node, Entries):
            for key, value in node.pairs:
                self._remove_lines(key.start, value.end)
        elif isinstance(node, Items):
            for dash, child in zip(self._dashes(node), node.children, strict=True):
                self._remove_lines(dash, child.end)

    def _header_comment(self, node: Node) -> str:
        if isinstance(node, Scalar) and node.style in ("|", ">"):
            line = self._page.text[node.start : self._page.end_of_line(node.start)]
            _, mark, words = line.partition("#")
            return mark + words
        return ""

    def _remove_entries(self, node: Entries, plan: _Plan) -> None:
        gone = [pair for pair in node.pairs if pair[0].text in plan.gone]
        first = node.pairs[0][0]
        if gone and gone[0][0] is first and not self._page.begins_line(first.start):
            gone = self._remove_beside_dash(node, plan, gone)
        for key, value in gone:
            self._remove_lines(key.start, value.end)

    def _remove_beside_dash(
        self,
        node: Entries,
        plan: _Plan,
        gone: list[tuple[Scalar, Node]],
    ) -> list[tuple[Scalar, Node]]:
        """Remove the first entries of an item; answer those that are left to remove."""
        page = self._page
        kept = next(key for key, _ in node.pairs if key.text in plan.kept)
        start = node.start
        value = node.pairs[0][1]
        between = page.lines_between(page.after_line(value.end), kept.start)
        if any(words.lstrip().startswith("#") for _, words in between):
            # The dash stays alone, so that the comments keep their place.
            dash = len(page.text[:start].rstrip(" \t"))
            self._splice(dash, page.end_of_line(value.end), "")
            return gone[1:]
        self._splice(start, kept.start, "")
        return [pair for pair in gone if pair[0].start > kept.start]

    def _add_entries(
        self,
        node: Entries,
        plan: _Plan,
        before: Mapping[str, Value],
        after: Mapping[str, Value],
    ) -> None:
        ends = {key.text: value.end for key, value in node.pairs}
        anchor = plan.kept[0]
        for key in after:
            if key in plan.kept:
                anchor = key
            elif key in plan.new:
                value = pruned(after[key], before.get(key))
                lines = _indented(self._render({key: value}), node.column)
                self._insert(self._page.after_line(ends[anchor]), lines)

    def _items(
        self, name: str, node: Items, before: Sequence[Value], after: Sequence[Value]
    ) -> None:
        page = self._page
        places = align(name, before, after)
        staying = in_order(places)
        dashes = self._dashes(node)
        for index, child in enumerate(node.children):
            if index not in staying:
                self._remove_lines(dashes[index], child.end)
        first = min(staying, default=None)
        spot = page.start_of_line(dashes[first or 0])
        if first is not None:
            spot = page.above_comments(spot)
        gap = self._gap(node, dashes)
        for place, item in zip(places, after, strict=True):
            if place is None:
                self._insert(spot, self._dashed(item, node.column, gap))
                continue
            if place not in staying:
                self._insert(
                    spot, self._moved(node, place, dashes[place], before[place], item)
                )
                continue
            spot = page.after_line(node.children[place].end)
            if not same(before[place], item):
                self._item(node, place, dashes[place], before[place], item)

    def _item(
        self, node: Items, place: int, dash: int, before: Value, after: Value
    ) -> None:
        child = node.children[place]
        if _can_descend(child, before, after, ""):
            self._descend("", child, before, after)
            return
        column = node.column if isinstance(after, str) else child.column - 2
        if isinstance(after, str) or not isinstance(after, (Mapping, Sequence)):
            self._replace(dash + 1, child, after, column)
            return
        lines = self._dashed(after, node.column, self._gap(node, [dash]))
        self._remove_lines(dash, child.end)
        self._insert(self._page.start_of_line(dash), lines)

    def _moved(
        self, node: Items, place: int, dash: int, before: Value, after: Value
    ) -> str:
        """Answer the lines of an item that goes elsewhere, its comments included."""
        page = self._page
        outer, self.splices = self.splices, []
        if not same(before, after):
            self._item(node, place, dash, before, after)
        inner, self.splices = self.splices, outer
        end = page.after_line(node.children[place].end)
        lines = page.part_applied(inner, page.start_of_line(dash), end)
        return "\n".join(lines_of(lines)).removesuffix("\n") + "\n"

    def _gap(self, node: Items, dashes: Sequence[int]) -> int:
        """Answer how many blanks stand between a dash and its item."""
        for dash, child in zip(dashes, node.children, strict=False):
            between = self._page.text[dash + 1 : child.start]
            if between and not between.strip(" "):
                return len(between)
        return 1

    def _dashes(self, node: Items) -> list[int]:
        dashes, since = [], node.start
        for child in node.children:
            found = next(
                start + node.column
                for start, words in self._page.lines_between(since, child.start)
                if words[node.column : node.column + 1] == "-"
                and (start + node.column) >= since
                and not words[: node.column].strip(" -")
            )
            dashes.append(found)
            since = max(child.end, found + 1)
        return dashes

    def _layout(self, value: Value, column: int) -> tuple[str, str]:
        """Answer what stands after the colon, and the lines below it."""
        head, _, below = self._render({"k": pruned(value)}).partition("\n")
        return head.removeprefix("k:").strip(), _indented(below, column)

    def _dashed(self, item: Value, column: int, gap: int) -> str:
        lines = self._render([pruned(item)]).removesuffix("\n").split("\n")
        first = "-" + " " * gap + lines[0].strip().removeprefix("-").lstrip()
        rest = [" " * (gap - 1) + line[2:] if line else "" for line in lines[1:]]
        return _indented("\n".join([first, *rest, ""]), column)

    def _render(self, value: Value) -> str:
        return render(value, with_blocks=self._with_blocks)

    def _remove_lines(self, start: int, end: int) -> None:
        page = self._page
        self._splice(page.start_of_line(start), page.after_line(end), "")

    def _insert(self, at: int, lines: str) -> None:
        if lines:
            self.splices.append(Splice(at, at, lines, is_lines=True))

    def _splice(self, start: int, end: int, words: str) -> None:
        self.splices.append(Splice(start, end, words))


def pruned(value: Value, default: Value = None) -> Value:
    """Answer a value without the entries that say nothing or only the default."""
    if isinstance(value, Mapping):
        known = default if isinstance(default, Mapping) else {}
        kept = {
            key: pruned(item, known.get(key))
            for key, item in value.items()
            if not goes_without_saying(key, item)
            and not (key in known and same(known[key], item))
        }
        return kept or ({} if not value or not known else dict(value))
    if is_list(value):
        return [pruned(item) for item in value]
    return value


def _plan(
    node: Entries,
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    *,
    is_top: bool,
) -> _Plan:
    gone: list[str] = []
    changed: list[str] = []
    kept: list[str] = []
    for key, _ in node.pairs:
        name = key.text
        if name not in after:
            (gone if name in before else kept).append(name)
        elif name in before and same(before[name], after[name]):
            kept.append(name)
        elif is_empty(after[name]) and not is_top:
            gone.append(name)
        else:
            changed.append(name)
            kept.append(name)
    present = {key.text for key, _ in node.pairs}
    new = [
        name
        for name, value in after.items()
        if name not in present and not (name in before and same(before[name], value))
    ]
    return _Plan(tuple(gone), tuple(changed), tuple(new), tuple(kept))


def _can_descend(node: Node, before: Value, after: Value, name: str) -> bool:
    """Say whether a value can be changed part by part."""
    if isinstance(node, Scalar) or node.is_flow or not after:
        return False
    if isinstance(node, Entries):
        return (
            isinstance(before, Mapping)
            and isinstance(after, Mapping)
            and bool(_plan(node, before, after, is_top=False).kept)
        )
    return (
        is_list(before)
        and is_list(after)
        and bool(name)
        and len(node.children) == len(before)
    )


def _indented(lines: str, column: int) -> str:
    return "".join(
        (" " * column + line if line else "") + "\n" for line in lines.split("\n")[:-1]
    )
