"""Laws of marks: the order of rows, the way of writing and the reader do not matter."""

import statistics
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from mark_sheets import text_sheet

from plcjournal.core.marks.cell import Cell
from plcjournal.core.marks.column import marks_of
from plcjournal.core.marks.groups import grouped
from plcjournal.core.marks.guess import group_names, mark_columns, shared_ids
from plcjournal.core.marks.paired import paired
from plcjournal.core.marks.table import Sheet, table_of
from plcjournal.core.marks.telling import understood
from plcjournal.core.marks.totals import totals_of
from plcjournal.errors import PlcError
from plcjournal.spreadsheet.opening import sheets_in

_mark = st.integers(0, 400).map(lambda tenth: tenth / 10)
_marks = st.lists(_mark, min_size=2, max_size=60)


def _comma(mark: float) -> str:
    return f"{mark:.1f}".replace(".", ",")


@given(_marks)
def test_mean_and_spread_are_those_of_statistics(marks: list[float]) -> None:
    found = totals_of(marks)
    assert found.size == len(marks)
    assert found.mean == pytest.approx(statistics.fmean(marks), abs=0.00501)
    assert found.sd == pytest.approx(statistics.stdev(marks), abs=0.00501)


@given(_marks, st.randoms(use_true_random=False), st.integers(0, 40))
def test_the_order_of_the_rows_changes_nothing(
    marks: list[float], chance: st.DataObject, cut: int
) -> None:
    mixed = [*marks]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert totals_of(marks, cut, ["1"] if len({*marks}) < 11 else None) == totals_of(
        mixed, cut, ["1"] if len({*marks}) < 11 else None
    )


@given(_marks, _mark)
def test_who_reached_the_cut_and_who_did_not_are_all(
    marks: list[float], cut: float
) -> None:
    found = totals_of(marks, cut)
    assert found.reached == sum(mark >= cut for mark in marks)
    assert sum(found.cells) == len(marks)


@given(_marks)
def test_numbers_points_commas_and_shares_are_the_same_marks(
    marks: list[float],
) -> None:
    assume(any(marks))
    known = marks_of(marks).known
    assert known == tuple(marks)
    assert marks_of([f"{mark:.1f}" for mark in marks]).known == known
    assert marks_of([_comma(mark) for mark in marks]).known == known
    assert marks_of([f"{_comma(mark)} / 40" for mark in marks]).known == known
    shares = marks_of([f"{mark:.1f}/40" for mark in marks], as_percent=True)
    assert shares.known == pytest.approx([2.5 * mark for mark in known])


@given(
    st.lists(st.tuples(_mark, _mark), min_size=3, max_size=40),
    st.randoms(use_true_random=False),
    st.integers(0, 5),
)
def test_pairs_are_found_in_any_order_and_correlate_as_statistics_says(
    pairs: list[tuple[float, float]], chance: st.DataObject, alone: int
) -> None:
    before = [(f"i{n}", one) for n, (one, _) in enumerate(pairs)]
    now = [(f"i{n}", two) for n, (_, two) in enumerate(pairs)]
    try:
        expected = statistics.correlation(*map(list, zip(*pairs, strict=True)))
    except statistics.StatisticsError:
        assert paired(before, now).correlation is None
        return
    now += [(f"alone{n}", 1.0) for n in range(alone)]
    chance.shuffle(now)  # type: ignore[attr-defined]
    found = paired(before, now)
    assert (found.size, found.only_now, found.only_before) == (len(pairs), alone, 0)
    assert found.correlation == pytest.approx(expected, abs=0.000501)
    turned = paired(now, before)
    assert turned.correlation == found.correlation


@given(
    st.lists(st.sampled_from("abc"), min_size=3, max_size=9),
    st.lists(st.sampled_from(["a", "b", ""]), min_size=3, max_size=9),
)
def test_who_stands_there_twice_is_in_no_pair(
    first: list[str], second: list[str]
) -> None:
    found = paired([(one, 1.0) for one in first], [(one, 2.0) for one in second])
    once = {one for one in first if first.count(one) == 1}
    both = once & {one for one in second if one and second.count(one) == 1}
    assert found.size == len(both)
    total = len(first) + len(second)
    assert 2 * found.size + found.only_before + found.only_now + found.unclear == total


@given(
    marks=st.lists(_mark, min_size=5, max_size=25),
    manner=st.tuples(
        st.sampled_from([",", ";", "\t", "|"]),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
        st.sampled_from(["\n", "\r\n", "\r"]),
    ),
    is_comma=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_manner_of_text_gives_the_same_marks(
    tmp_path: Path,
    marks: list[float],
    manner: tuple[str, str, str],
    is_comma: bool,
) -> None:
    sign, encoding, end = manner
    write = _comma if is_comma else str
    rows = [
        ["Élève", "Note"],
        *[[f"Inventé {n}", write(m)] for n, m in enumerate(marks)],
    ]
    file = text_sheet(rows, sign=sign, encoding=encoding, end=end)(tmp_path)
    [sheet] = sheets_in(file)
    found = table_of(sheet)
    [column] = mark_columns(found)
    assert marks_of(found.cells(column)).known == tuple(marks)


_cells = st.sampled_from(
    [
        *(
            "",
            "Name",
            "Mark",
            "Total",
            "Q1",
            "Points possible",
            "Average",
            "Max",
            "Date",
        ),
        *(
            "Invented",
            "Invented Two",
            "Abs",
            "12",
            "12,5",
            "1,234",
            "12/20",
            "60%",
            "-",
        ),
        *(
            "see me",
            "2026-01-12",
            "Class",
            "8A",
            "out of 20",
            12,
            12.5,
            0,
            date(2026, 1, 2),
        ),
    ]
)


@given(st.lists(st.lists(_cells, max_size=6), max_size=14), st.booleans())
@example([["Name", "Mark"]], False)
@example([[""], ["12"]], False)
def test_no_sheet_is_too_strange_to_be_told_in_a_sentence(
    rows: list[list[Cell]], is_percent: bool
) -> None:
    with suppress(PlcError):
        found = table_of(Sheet(tuple(map(tuple, rows))))
        mark_columns(found)
        shared_ids(found, found)
        for column in found.columns:
            names = group_names(found, column)
            with suppress(PlcError):
                marks = marks_of(
                    found.cells(column),
                    possible=column.possible,
                    as_percent=is_percent,
                )
                assert understood(found, column, marks)
                grouped(marks.numbers, names, 10, 12)


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b'"'])
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_are_too_strange_to_be_refused_in_a_sentence(
    tmp_path: Path, data: bytes, start: bytes
) -> None:
    (tmp_path / "any").write_bytes(start + data)
    with suppress(PlcError):
        for sheet in sheets_in(tmp_path / "any"):
            found = table_of(sheet)
            for column in found.columns:
                marks_of(found.cells(column))
