"""Seeing, choosing and writing models."""

from pathlib import Path

import pytest
from in_process import Plc
from installed import git

from plcjournal import templates

_HERE = "Join a professional learning community in our own school, or start one"
_FOUR = """\
format: 1
id: {id}
name: Ours
steps:
  - id: see
    name: See
    stage: priority
    question: What do we see?
    done_when: need
  - id: wonder
    name: Wonder
    stage: evidence
    question: What do we wonder?
  - id: act
    name: Act
    stage: action
    question: What do we try?
    done_when: tried
  - id: look
    name: Look
    stage: review
    question: What changed?
    done_when: outcome
"""


def own(journal: Path, name: str = "ours", *changes: tuple[str, str]) -> Path:
    """Write a model of the journal's own by hand, with some words replaced."""
    text = _FOUR.format(id=name)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = journal / f"models/{name}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


# Seeing them


def test_the_models_are_listed_anywhere(plc: Plc) -> None:
    document = plc("models", "--json").document
    assert document["kind"] == "models"
    listed = {line["id"]: line for line in document["data"]["models"]}
    assert len(listed) == len(templates.model_files()) >= 23
    assert listed["triad"]["steps"] == 5
    assert listed["triad"]["weeks"] == 10
    assert not any(line["own"] for line in listed.values())
    shown = plc("models").out
    assert "triad: Triad (5 steps, 10 weeks)\n  Best for: Three colleagues" in shown
    assert "plc models --choose" in shown


def test_a_journal_s_own_models_and_its_default_are_marked(
    plc: Plc, journal: Path
) -> None:
    own(journal)
    own(journal, "triad")
    shown = plc("models").out
    assert "ours: Ours (4 steps, this journal's own)" in shown
    assert "triad: Ours (4 steps, this journal's own, before the one of plc)" in shown
    assert "four-stage: Four-stage cycle (4 steps, 6 weeks, the default here)" in shown


def test_one_model_is_shown_whole(plc: Plc) -> None:
    shown = plc("models", "cdp").out
    assert shown.startswith("Welsh Government PLC model (welsh-plc)\n")
    for words in (
        "Usual length: 26 weeks",
        "Open cycles of a team: one at a time",
        "Beware: The names of steps 6 and 7 are provisional",
        "Provisional: the official names of some steps",
        "Also called: cdp",
        "Source: Hwb",
        "\nPriority\n  1. Establish the group [establish-the-group]\n",
        "5. Trialling and feedback (also review) [trialling-and-feedback]",
        "Done when an action is done",
        "plc new-cycle --model welsh-plc",
    ):
        assert words in shown
    document = plc("models", "cluster", "--json").document
    assert document["kind"] == "model"
    assert document["data"]["schools"] == [3, 8]
    step = document["data"]["steps"][1]
    assert (step["number"], step["stage"], step["done_when"]) == (
        2,
        "evidence",
        "baseline",
    )


def test_a_model_speaks_the_language_of_the_journal(plc: Plc, journal: Path) -> None:
    plc("set", "plc.language", "cy")
    shown = plc("models", "welsh-plc").out
    assert "1. Sefydlu'r grŵp [establish-the-group]" in shown
    assert "Done when the team has said what it sees now" in shown


def test_names_that_nearly_fit_are_suggested(plc: Plc) -> None:
    assert "Did you mean triad" in plc("models", "traid", code=4).err
    ran = plc("models", "data", code=2)
    assert "data-teams\n  data-wise" in ran.err
    assert "plc models" in plc("models", "xyzzyx", code=4).err


def test_models_that_share_an_alias_do_not_stop_anybody(
    plc: Plc, journal: Path
) -> None:
    own(journal, "ours", ("name: Ours", "name: Ours\naliases: [trio]"))
    plc("new-cycle", "Waiting", "--need", "Short answers", "--model", "trio")
    assert plc("next", "--json").data["model"] == "ours"


# Choosing


def test_ratings_lead_to_models_with_reasons_the_best_first(plc: Plc) -> None:
    ran = plc(
        "models",
        "--choose",
        "--rate",
        "plc-here=medium",
        "--rate",
        "nearby=high",
        "--rate",
        "case=m",
        "--rate",
        "head-of-department=low",
        "--issue",
        "Few answer",
        "--json",
    )
    assert ran.document["kind"] == "choice"
    data = ran.data
    assert [one["model"] for one in data["suggestions"]] == [
        "cluster-network",
        "lead-emerging",
        "welsh-plc",
    ]
    assert data["suggestions"][2]["why"] == [
        f"You rated '{_HERE}' medium.",
    ]
    assert [one["command"] for one in data["advice"]] == ['plc find "WORDS"']
    assert data["ratings"]["plc-nearby"] == "high"
    assert (data["issue"], data["saved"]) == ("Few answer", False)


def test_what_two_ratings_speak_for_comes_before_what_one_does(plc: Plc) -> None:
    rates = ("--rate", "regional-support=high", "--rate", "plc-here=high")
    data = plc("models", *rates, "--rate", "plc-nearby=medium", "--json").data
    assert data["suggestions"][0]["model"] in ("lead-emerging", "cluster-network")
    assert len(data["suggestions"][0]["why"]) == 2
    assert data["suggestions"][-1]["model"] == "welsh-plc"


def test_nothing_is_suggested_when_everything_is_low(plc: Plc) -> None:
    assert "No model follows" in plc("models", "--rate", "plc-here=low").out


def test_ratings_that_are_none_name_what_they_could_be(plc: Plc) -> None:
    assert "plc-nearby" in plc("models", "--choose", code=2).err
    assert "high, medium or low" in plc("models", "--rate", "plc-here=9", code=2).err
    assert "--rate plc-here=high" in plc("models", "--rate", "plc-here", code=2).err
    assert "There is no approach" in plc("models", "--rate", "moon=high", code=4).err


def test_a_saved_choice_is_the_model_of_new_cycles(plc: Plc, journal: Path) -> None:
    settings = journal / "plc.yaml"
    settings.write_text("# Ours.\n" + settings.read_text())
    plc("save")
    plc(
        "models",
        "--rate",
        "action-enquiry=high",
        "--tried",
        "Exit slips",
        "--issue",
        "Few answer",
        "--save",
    )
    text = settings.read_text()
    assert text.startswith("# Ours.\n")
    assert "model: action-enquiry\n" in text
    assert (
        "x_choice:\n  date: 2026-01-15\n  issue: Few answer\n"
        "  tried_so_far: Exit slips\n  suggested: action-enquiry\n"
        "  ratings:\n    action-enquiry: high\n"
    ) in text
    assert git(journal, "log", "-1", "--format=%s").strip() == (
        "Choose the model action-enquiry"
    )
    plc("new-cycle", "Waiting", "--need", "Short answers")
    assert plc("next", "--json").data["model"] == "action-enquiry"
    again = plc("models", "--rate", "plc-here=high", "--save", "--json").data
    assert again["saved"] is True
    text = settings.read_text()
    assert text.count("x_choice:") == 1
    assert "model: welsh-plc\n" in text
    assert plc("validate", str(settings)).out.endswith("nothing to mend.\n")


def test_ratings_without_a_model_are_kept_and_change_no_default(
    plc: Plc, journal: Path
) -> None:
    before = plc("models", "--json").data["models"]
    ran = plc("models", "--rate", "case-studies=high", "--save")
    assert "Kept your ratings" in ran.out
    assert "case-studies: high" in (journal / "plc.yaml").read_text()
    assert plc("models", "--json").data["models"] == before


def test_a_choice_can_only_be_saved_in_a_journal(plc: Plc) -> None:
    ran = plc("models", "--rate", "plc-here=high", "--save", code=3)
    assert "There is no journal" in ran.err
    assert ran.out == ""


def test_the_problem_of_a_choice_is_checked_for_people(plc: Plc, journal: Path) -> None:
    before = (journal / "plc.yaml").read_bytes()
    rate = ("models", "--rate", "plc-here=high", "--save")
    plc(*rate, "--issue", "Ask a.b@school.org", code=5)
    plc(*rate, "--issue", "Ask a.b@school.org", "--json", code=5)
    assert (journal / "plc.yaml").read_bytes() == before


def test_three_different_things_are_not_done_at_once(plc: Plc) -> None:
    assert "three different things" in plc("models", "triad", "--choose", code=2).err
    assert "--new" in plc("models", "--from", "triad", code=2).err


# Writing one


def test_a_new_model_is_a_file_that_explains_itself(plc: Plc, journal: Path) -> None:
    ran = plc("models", "--new", "our-way")
    assert "plc new-cycle --model our-way" in ran.out
    file = journal / "models/our-way.yaml"
    text = file.read_text()
    assert "name: Our way\n" in text
    for words in ("# What plc next asks.", "answered: the team has written"):
        assert words.removeprefix("# ") in text
    assert git(journal, "log", "-1", "--format=%s").strip() == "Add the model our-way"
    assert git(journal, "status", "--porcelain") == ""
    assert plc("validate").out.endswith(": nothing to mend.\n")
    assert "already" in plc("models", "--new", "our-way", code=2).err
    assert file.read_text() == text
    file.write_text(text.replace("weeks: 6", "weeks: 8"))
    plc("save")
    assert "# The usual length of a cycle" in file.read_text()
    assert plc("models", "our-way", "--json").data["line"]["weeks"] == 8


def test_a_copy_keeps_the_steps_and_leaves_the_aliases(plc: Plc, journal: Path) -> None:
    plc("models", "--new", "pairs", "--from", "trio")
    copy, first = (plc("models", n, "--json").data for n in ("pairs", "triad"))
    assert copy["steps"] == first["steps"]
    assert copy["aliases"] == []
    assert copy["source"].startswith("Made from triad; ")
    plc("models", "--new", "pairs-again", "--from", "pairs")
    assert plc("models", "pairs-again", "--json").data["steps"] == first["steps"]
    plc("models", "--new", "welsh-plc", "--from", "welsh-plc")
    text = (journal / "models/welsh-plc.yaml").read_text()
    assert "cy: Sefydlu'r grŵp" in text
    shown = plc("models", "cdp").out
    assert "it wins over the one that comes with plc" in shown


def test_a_name_that_is_no_id_is_put_right_in_the_hint(plc: Plc, journal: Path) -> None:
    assert "plc models --new our-way" in plc("models", "--new", "Our Way!", code=2).err
    assert "There is no journal" in plc("-C", "/", "models", "--new", "x", code=3).err


def test_a_name_on_the_local_list_is_no_model(plc: Plc, journal: Path) -> None:
    (journal / "local/names.txt").write_text("Gwenllian\n")
    plc("models", "--new", "gwenllian-way", code=5)
    assert not (journal / "models/gwenllian-way.yaml").exists()


# Checking one


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("stage: action", "stage: priority", 16, "goes back to priority"),
        ("stage: evidence", "stage: priority", 4, "No step belongs to evidence"),
        ("- id: act", "- id: see", 14, "Two steps are called 'see'"),
        ("done_when: tried", "done_when: need", 18, "only 'answered' may repeat"),
        ("done_when: tried", "done_wen: tried", 18, "did you mean 'done_when'?"),
        ("done_when: tried", "done_when: tryed", 18, "must be answered, need"),
        ("    question: What do we try?\n", "", 14, "'question' is missing"),
        ("name: Ours", "nmae: Ours", 3, "did you mean 'name'?"),
    ],
)
def test_what_is_wrong_in_a_model_is_said_at_its_line(  # noqa: PLR0917  # a case
    plc: Plc, journal: Path, old: str, new: str, line: int, says: str
) -> None:
    own(journal, "ours", (old, new))
    found = plc("validate", "models/ours.yaml", code=3).out
    place = next(text for text in found.splitlines() if says in text)
    assert place.startswith(f"models/ours.yaml:{line}:")


def test_every_problem_between_steps_is_said_at_once(plc: Plc, journal: Path) -> None:
    own(journal, "ours", ("- id: act", "- id: see"), ("tried", "need"))
    out = plc("validate", code=3).out
    assert "Two steps are called" in out
    assert "Two steps are done when" in out


def test_the_name_of_the_file_and_the_id_inside_agree(plc: Plc, journal: Path) -> None:
    own(journal)
    plc("save")
    own(journal, "ours", ("id: ours", "id: yours"))
    out = plc("validate", code=1).out
    assert "models/ours.yaml:2:1: error: The file is called ours" in out
    assert "id: ours" in out
    assert "models/ours.yaml" in plc("save", code=5).err
    plc("new-cycle", "Waiting", "--need", "Short answers", "--model", "ours")
    assert plc("next", "--json").data["name"] == "Wonder"


def test_a_model_that_wins_over_a_bundled_one_is_noted(plc: Plc, journal: Path) -> None:
    own(journal, "triad")
    assert "note: This model wins over the 'triad'" in plc("validate").out


def test_a_model_edited_by_hand_is_checked_for_people(plc: Plc, journal: Path) -> None:
    own(journal, "ours", ("What do we see?", "What does a.b@school.org see?"))
    assert "e-mail" in plc("save", code=5).err
    assert git(journal, "status", "--porcelain").strip() == "?? models/"


# Cycles and the models they follow


def test_a_broken_model_leaves_its_cycles_to_the_bundled_one(
    plc: Plc, journal: Path
) -> None:
    file = own(journal, "triad")
    plc("save")
    plc("new-cycle", "Waiting", "--need", "Short answers", "--model", "triad")
    assert plc("next", "--json").data["name"] == "Wonder"
    file.write_text(file.read_text().replace("stage: action", "stage: priority"))
    for words in (("next",), ("status",), ("show",), ("models",)):
        ran = plc(*words, code=3)
        assert "models/triad.yaml" in ran.err
        assert ran.out
    step = plc("next", "--json", code=3).data
    assert step["name"] == "Pre-observation meeting and baseline"
    assert "instead of this journal's own" in plc("models", code=3).out
    assert "own cannot be read" in plc("models", "triad", code=3).out
    plc("note", "It goes well")
    out = plc("validate", code=3).out
    assert "'triad' cannot be read; the one that comes with plc stands in." in out
    assert "plc validate models/triad.yaml" in out
    assert "already" in plc("models", "--new", "triad", code=2).err


def test_a_broken_model_of_no_other_kind_says_how_to_mend_it(
    plc: Plc, journal: Path
) -> None:
    file = own(journal)
    plc("save")
    plc("new-cycle", "Waiting", "--need", "Short answers", "--model", "ours")
    file.write_text("format: 1\nsteps: [\n")
    step = plc("next", "--json", code=3).data
    assert step["command"] == "plc validate models/ours.yaml"
    assert "'ours', which cannot be read" in step["what"]
    plc("add-action", "Wait three seconds")
    assert "Waiting" in plc("status", code=3).out


def test_answers_to_steps_that_went_or_moved_are_kept_and_shown(
    plc: Plc, journal: Path
) -> None:
    file = own(journal)
    plc("save")
    plc("new-cycle", "Waiting", "--need", "Short answers", "--model", "ours")
    plc("answer", "wonder", "Do they need time?")
    text = file.read_text()
    renamed = text.replace("id: wonder", "id: ask")
    moved = text.replace(
        "  - id: wonder\n    name: Wonder\n    stage: evidence\n",
        "  - id: ask\n    name: Ask\n    stage: evidence\n    question: What?\n"
        "  - id: wonder\n    name: Wonder\n    stage: action\n",
    )
    for changed, says in (
        (renamed, "has no step 'wonder'; the answer is kept"),
        (moved, "'wonder' belongs to action now; the answer is kept"),
    ):
        file.write_text(changed)
        assert "Do they need time?" in plc("show").out
        assert says in plc("validate").out
        assert plc("next", "--json").data["step"] == "ask"
    file.unlink()
    assert "Do they need time?" in plc("show").out


def test_only_what_is_wrong_with_models_is_told(plc: Plc, cycle: Path) -> None:
    plc("models", "--new", "our-way", "--from", "triad")
    (cycle / "evidence.yaml").write_text("a: [\n", encoding="utf-8")
    assert plc("models").err == ""
    (cycle.parents[2] / "models/broken.yaml").write_text("a: [\n", encoding="utf-8")
    for words in (("models",), ("models", "our-way")):
        told = plc(*words, code=3).err
        assert "models/broken.yaml" in told
        assert "evidence.yaml" not in told
