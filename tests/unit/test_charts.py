"""Figures drawn with characters, column by column."""

import pytest

from plcjournal.views.charts import (
    ASCII,
    BLOCKS,
    Bar,
    Dot,
    Level,
    Line,
    bars,
    glyphs,
    line,
)

SHARES = (0.0, 100.0)
BARS = (
    Bar("8 Oct", 40, "40 %", low=30, high=50),
    Bar("3 Dec", 70, "70 %", low=60, high=80),
)


def dots(*numbers: float) -> list[Dot]:
    return [
        Dot(f"2025-10-{number:02}", figure, f"{figure:g} %")
        for number, figure in enumerate(numbers, start=1)
    ]


def test_bars_show_figure_interval_and_target() -> None:
    target = Level(65, "65 %")
    assert bars(BARS, SHARES, 34, target, BLOCKS) == (
        "8 Oct   ██████▓▓░░            40 %",
        "3 Dec   ████████████▓▓░░      70 %",
        "target               ▲        65 %",
        "        ▓░ where chance may have moved it (95 %)",
    )


def test_bars_in_ascii_say_the_same() -> None:
    assert bars(BARS, SHARES, 34, Level(65, "65 %"), ASCII) == (
        "8 Oct   ######==--            40 %",
        "3 Dec   ############==--      70 %",
        "target               ^        65 %",
        "        =- where chance may have moved it (95 %)",
    )


def test_a_bar_without_interval_is_one_bar() -> None:
    rows = [Bar("8 Oct", 50, "50 %"), Bar("3 Dec", 0, "0 %")]
    assert bars(rows, SHARES, 33, None, ASCII) == (
        "8 Oct  ##########            50 %",
        "3 Dec                        0 %",
    )


@pytest.mark.parametrize("number", [-50, 0, 100, 250])
def test_nothing_is_drawn_beyond_the_ends(number: float) -> None:
    rows = [Bar("8 Oct", number, "x", low=number - 1, high=number + 1)]
    drawn = bars(rows, SHARES, 40, Level(number, "x"), ASCII)
    assert drawn
    assert max(map(len, drawn[:-1])) <= 40


def test_where_there_is_no_room_there_are_no_bars() -> None:
    assert bars(BARS, SHARES, 20, None, BLOCKS) == ()


TICKETS = dots(41, 38, 44, 40, 43, 39, 46, 52, 55, 58, 57, 61, 63)


def test_a_line_shows_points_median_and_the_days_of_actions() -> None:
    chart = Line(TICKETS, Level(46, "median 46 %"), None, ["2025-10-07", "2025-10-11"])
    assert line(chart, 70, ASCII) == (
        "63 % +" + " " * 48 + "o",
        "     |" + " " * 44 + "o",
        "     |" + " " * 36 + "o   o",
        "     |" + " " * 32 + "o",
        "     |" + " " * 28 + "o",
        "     |",
        "     |" + "-" * 24 + "o" + "-" * 24 + " median 46 %",
        "     |        o       o",
        "     |o           o",
        "38 % +    o               o",
        "     +" + "-" * 49,
        "      " + " " * 24 + "^" + " " * 15 + "^",
    )


def test_a_point_lies_on_the_median_only_where_it_is_the_median() -> None:
    chart = Line(dots(0, 49.9, 50, 50.1, 100), Level(50, "median"))
    rows = [row for row in line(chart, 60, ASCII) if "median" in row]
    assert len(rows) == 1
    assert rows[0].count("o") == 1


def test_a_target_outside_the_points_is_drawn_too() -> None:
    drawn = line(Line(dots(10, 20, 30), None, Level(90, "target 90 %")), 60, ASCII)
    assert drawn[0] == "     |............. target 90 %"
    assert "30 % +" in "\n".join(drawn)


def test_two_levels_in_one_row_are_both_named() -> None:
    chart = Line(dots(10, 20, 30), Level(20, "median"), Level(20.1, "target"))
    assert any(row.endswith(" target, median") for row in line(chart, 60, ASCII))


def test_points_that_are_all_the_same_make_one_row() -> None:
    drawn = line(Line(dots(5, 5, 5)), 60, ASCII)
    assert drawn == ("5 % +o     o     o", "    +-------------")


def test_the_last_points_are_shown_where_not_all_fit() -> None:
    many = [Dot(f"2025-10-{1 + n % 28:02}", n, f"{n}") for n in range(100)]
    drawn = line(Line(many), 40, ASCII)
    assert drawn[0].startswith("99 +")
    assert max(map(len, drawn)) <= 40
    assert "\n".join(drawn).count("o") == 34


def test_where_there_is_no_room_there_is_no_line() -> None:
    assert line(Line(dots(1, 2, 3)), 12, ASCII) == ()


def test_days_outside_the_points_are_not_marked() -> None:
    chart = Line(dots(1, 2, 3), days=["2025-09-30", "2025-10-04"])
    assert "^" not in "\n".join(line(chart, 60, ASCII))


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", BLOCKS),
        ("ascii", ASCII),
        ("latin-1", ASCII),
        ("no such thing", ASCII),
        (None, ASCII),
    ],
)
def test_blocks_are_drawn_only_where_the_encoding_has_them(
    encoding: str | None, found: object
) -> None:
    assert glyphs(encoding) is found
