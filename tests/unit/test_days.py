"""The day a person's words mean."""

import pytest

from plcjournal.days import NoSuchDay, understood
from plcjournal.errors import Exit

TODAY = "2026-01-15"  # a Thursday


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-11-03", "2026-11-03"),
        (" 2026-11-03 ", "2026-11-03"),
        ("2026-2-3", "2026-02-03"),
        ("2024-02-29", "2024-02-29"),
        ("today", TODAY),
        ("tomorrow", "2026-01-16"),
        ("next friday", "2026-01-16"),
        ("friday", "2026-01-16"),
        ("in 2 weeks", "2026-01-29"),
        ("3 November", "2026-11-03"),
        ("3 November 2025", "2025-11-03"),
        ("November 3, 2026", "2026-11-03"),
        ("15/10/2026", "2026-10-15"),
        ("15.10.2026", "2026-10-15"),
        ("10/15/2026", "2026-10-15"),
        ("5/5/2026", "2026-05-05"),
    ],
)
def test_a_day_is_understood(words: str, day: str) -> None:
    assert understood(words, TODAY) == day


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [
        ("demain", "fr", "2026-01-16"),
        ("dans 2 semaines", "fr", "2026-01-29"),
        ("yfory", "cy", "2026-01-16"),
        ("12 Hydref 2025", "cy", "2025-10-12"),
        ("tomorrow", "cy", "2026-01-16"),
    ],
)
def test_a_day_is_understood_in_the_journal_s_language(
    words: str, language: str, day: str
) -> None:
    assert understood(words, TODAY, language) == day


@pytest.mark.parametrize(
    ("words", "language", "real", "other"),
    [
        ("Friday 7 November", "en", "2026-11-07 is a Saturday", "Friday"),
        ("fri, 7 nov 2026", "en", "2026-11-07 is a Saturday", "Friday"),
        ("Sat 2026-11-06", "en", "2026-11-06 is a Friday", "Saturday"),
        ("mardi 4 mars", "fr", "2026-03-04 is a Wednesday", "Tuesday"),
        ("dydd Mercher 3 Mawrth", "cy", "2026-03-03 is a Tuesday", "Wednesday"),
    ],
)
def test_a_date_on_another_weekday_than_it_is_said_to_be_is_refused(
    words: str, language: str, real: str, other: str
) -> None:
    with pytest.raises(NoSuchDay) as error:
        understood(words, TODAY, language)
    assert error.value.sentence == f"'{words}': {real}, not a {other}."
    assert error.value.hint.endswith(real[:10])


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [
        ("Saturday 7 November", "en", "2026-11-07"),
        ("Tuesday 3 mar", "en", "2026-03-03"),
        ("3 mar 2026", "en", "2026-03-03"),
        ("mardi 3 mars", "fr", "2026-03-03"),
        ("dydd Mawrth 3 Mawrth", "cy", "2026-03-03"),
        ("4 Mawrth", "cy", "2026-03-04"),
    ],
)
def test_a_date_may_say_its_weekday(words: str, language: str, day: str) -> None:
    assert understood(words, TODAY, language) == day


@pytest.mark.parametrize("words", ["03/04", "3/4/2026", "03.04.2026", "3 / 4"])
def test_two_days_in_one_are_refused(words: str) -> None:
    with pytest.raises(NoSuchDay) as error:
        understood(words, TODAY)
    assert error.value.sentence == f"'{words}' could be two different days."
    assert "2026-11-03" in error.value.hint
    assert error.value.exit_code is Exit.USAGE


@pytest.mark.parametrize(
    "words", ["2026-02-30", "2026-13-01", "0000-01-01", "31/4/2026", "32/13/2026"]
)
def test_a_day_that_never_was_is_refused(words: str) -> None:
    with pytest.raises(NoSuchDay) as error:
        understood(words, TODAY)
    assert error.value.sentence == f"There is no day {words}."


@pytest.mark.parametrize(
    "words",
    ["", " ", "soon", "12", "2026", "12:30", "03 04 2026", "\x00", "😀", "x" * 500],
)
def test_words_that_are_no_day_are_refused(words: str) -> None:
    with pytest.raises(NoSuchDay) as error:
        understood(words, TODAY)
    assert error.value.sentence == f"plc does not understand the day '{words}'."


@pytest.mark.parametrize("words", ["03-04-2026", "3-4", "3/4/", "31 February"])
def test_a_guess_is_never_taken_for_a_day(words: str) -> None:
    with pytest.raises(NoSuchDay):
        understood(words, TODAY)


def test_a_year_that_comes_first_leaves_no_doubt() -> None:
    for words in ("2026/04/03", "2026.4.3", "2026-04-03"):
        assert understood(words, TODAY) == "2026-04-03"


@pytest.mark.parametrize(
    "words",
    [
        *("31 february", "31 november", "November 31", "29 February 2026"),
        *("29 February 2027", "0 March", "32 May 2026"),
        *("noon", "midnight", "november", "last november", "2026 november"),
    ],
)
def test_a_day_that_no_calendar_has_is_not_moved_to_another(words: str) -> None:
    for past in (False, True):
        with pytest.raises(NoSuchDay):
            understood(words, TODAY, past=past)


def test_the_last_day_of_february_is_one_in_a_leap_year() -> None:
    assert understood("29 February 2028", TODAY) == "2028-02-29"


@pytest.mark.parametrize(
    ("words", "last", "coming"),
    [
        ("friday", "2026-01-09", "2026-01-16"),
        ("wednesday", "2026-01-14", "2026-01-21"),
        ("20 December", "2025-12-20", "2026-12-20"),
    ],
)
def test_a_bare_weekday_or_date_looks_back_or_ahead(
    words: str, last: str, coming: str
) -> None:
    assert understood(words, TODAY, past=True) == last
    assert understood(words, TODAY) == coming


@pytest.mark.parametrize("words", ["monday", "5 November"])
def test_looking_back_a_day_is_the_last_one(words: str) -> None:
    assert understood(words, TODAY, past=True) <= TODAY < understood(words, TODAY)
