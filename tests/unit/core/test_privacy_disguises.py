"""Names, numbers and addresses are found however somebody wrote them."""

import pytest
from builders import record

from plcjournal.core import privacy
from plcjournal.core.findings import Finding
from plcjournal.core.privacy.passage import bare
from plcjournal.core.settings import Privacy

NAMES = ("Zorvane Plimsoe", "Zorvane", "Grace Hope", "Jörg Quibb", "Ada Tarn-Plook")


def _look(text: str, *names: str) -> tuple[Finding, ...]:
    return privacy.check_text(text, Privacy(), names or NAMES, path="a.yaml")


def _errors(text: str) -> list[str]:
    return [one.rule for one in _look(text) if one.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "Z\u043erv\u0430ne got it",
        "\u0396orvane got it",
        "Zor\u034fvane got it",
        "Zor\u2011vane got it",
        "Zor\u2060vane got it",
        "Zor-\nvane got it",
        "Zor\nvane got it",
        "Z o r v a n e got it",
        "Z.o.r.v.a.n.e got it",
        "\u202eenavroz\u202c got it",
        "#Zorvane2 got it",
        "Zorvane_and_others",
        "Joerg Quibb got it",
        "Jorg Quibb got it",
        "Hope, Grace got it",
        "Z. Plimsoe got it",
        "Ada Tarn Plook got it",
    ],
)
def test_a_listed_name_is_found_in_disguise(text: str) -> None:
    assert "listed-name" in _errors(text)


@pytest.mark.parametrize(
    "text",
    [
        "We hope, grace aside, for more",
        "A zor and a vane",
        "Plan B. Then C",
        "Take 1-2-3 or a - b - c - d",
        "Κατερίνα est une ville",
    ],
)
def test_other_words_are_no_listed_name(text: str) -> None:
    assert _errors(text) == []


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Zorvane Plimsoe got it", "a learner got it"),
        ("Then Zorvane Plook got it", "Then a learner got it"),
        ("Then Z. Plimsoe got it", "Then a learner got it"),
        ("Then Plimsoe, Zorvane got it", "Then a learner got it"),
        ("Then #Zorvane2 got it", "Then a learner got it"),
    ],
)
def test_no_part_of_a_name_is_left_in_a_rewrite(text: str, fix: str) -> None:
    assert [one.fix for one in _look(text)] == [fix]


def test_one_rewrite_mends_everything_that_must_not_be_kept() -> None:
    text = "Zorvane and Grace Hope got it, tel 07700 900123, sent to a@b.org"
    found = _look(text)
    assert len(found) == 4
    for one in found:
        assert _errors(one.fix) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("parent.x at gmail dot com", "e-mail-address"),
        ("parent.x (at) gmail.com", "e-mail-address"),
        ("UPN B8012 0000 5001", "learner-number"),
        ("UPN B801200\n005001", "learner-number"),
        ("born on the third of April 2015", "birth-date"),
        ("born on the twenty-third of April", "birth-date"),
        ("Marks: JS 12, AB 14, CD 9, EF 10", "one-learner-marks"),
    ],
)
def test_numbers_and_addresses_are_found_as_people_say_them(
    text: str, rule: str
) -> None:
    assert rule in _errors(text)


@pytest.mark.parametrize(
    "text", ["look at bbc.com", "Marks: EN 12, MA 14, SC 9, HI 10", "3 of 10 questions"]
)
def test_what_only_looks_alike_is_let_pass(text: str) -> None:
    assert _look(text) == ()


def test_few_of_a_counted_group_are_a_doubt() -> None:
    (found,) = _look("3 of 27 pupils reached Level 4")
    assert found.rule == "points-at-one"
    assert not found.blocks
    (found,) = _look("2 of 24 could explain")
    assert found.fix == "Some learners could explain"


def test_capitals_without_a_word_for_marks_are_a_doubt() -> None:
    (found,) = _look("JS 12, AB 14, CD 9, EF 10")
    assert found.rule == "likely-name"


@pytest.mark.parametrize(
    "text",
    [
        "First name;Mark\nPoppy;12\nOliver;9\n",
        "Enw cyntaf\tMarc\nPoppy\t12\n",
        "Nom,Pr\u00e9nom,Note\nInvent\u00e9e,Poppy,12\n",
        "Name,Mark\nPoppy Fictive,12\nOliver Fictive,9\n",
        '"Pupil","Mark"\n"Zelbar Fictive",12\n',
        "| Pupil | Mark |\n| Zelbar Fictive | 12 |\n",
    ],
)
def test_a_table_with_a_column_of_names_is_found_in_a_file(text: str) -> None:
    found = privacy.check_file(text, Privacy(), (), path="files/a.csv")
    assert "names-in-a-table" in {one.rule for one in found}


def test_lines_of_names_and_marks_are_found_in_a_file() -> None:
    text = "Poppy Fictive 12\nOliver Fictive 9\nAmelia Fictive 3\n"
    found = privacy.check_file(text, Privacy(), (), path="files/a.txt")
    assert [one.rule for one in found] == ["one-learner-marks"]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Link\nNumber talks,http://a.example\nExit slips,http://b.example\n",
        "Name,Role\nOliver Fictive,Teacher\n",
        "Student,Mark\n1,12\n2,9\n",
        "Question,Level\nAdd halves,3\nCompare,4\n",
        "Unit Fractions 12\nNumber Talks 9\nExit Slips 8\n",
    ],
)
def test_a_table_of_other_things_is_let_pass(text: str) -> None:
    assert [*privacy.check_file(text, Privacy(), (), path="files/a.csv")] == []


def test_a_heading_may_be_allowed() -> None:
    allow = [{"words": "Pupil", "reason": "A play with invented roles"}]
    gate = record("settings", {"privacy": {"allow": allow}}).privacy
    text = "Pupil,Line\nZelbar Fictive,12\n"
    assert [*privacy.check_file(text, gate, (), path="files/a.csv")] == []


@pytest.mark.parametrize("before", [0, 200, (1 << 18) - 4, 1 << 20])
def test_a_name_is_found_wherever_it_stands_in_a_long_text(before: int) -> None:
    text = "word " * (before // 5) + " " * (before % 5) + "Zorvane Plimsoe was here"
    found = [*privacy.check_file(text, Privacy(), NAMES, path="files/a.txt")]
    assert "listed-name" in {one.rule for one in found}


def test_a_phone_number_is_found_in_a_long_text() -> None:
    text = "word " * 5000 + "Ring 020 7946 0123 now. " + "word " * 5000
    found = [*privacy.check_file(text, Privacy(), NAMES, path="files/a.txt")]
    assert [one.rule for one in found] == ["phone-number"]


def test_letters_that_look_alike_are_compared_as_one() -> None:
    assert bare("\u0410\u0391A\u0430") == "aaaa"
