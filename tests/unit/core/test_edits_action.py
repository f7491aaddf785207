"""Plan, do and note."""

from typing import TYPE_CHECKING

import pytest
from builders import NAME, journal

from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.action import (
    Ending,
    Plan,
    add_action,
    add_learning,
    add_note,
    attach,
    finish_action,
)
from plcjournal.core.edits.edited import AlreadySo, Refused
from plcjournal.core.edits.evidence import Figures, add_figures, add_observation
from plcjournal.core.journal import Journal, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from plcjournal.core.edits.edited import Edited

TODAY = "2025-11-20"


def whole() -> tuple[Journal, Cycle]:
    made = journal()
    return made, made.cycles[NAME]


def test_an_action_needs_only_what_it_is() -> None:
    edited = add_action(*whole(), Plan("Reteach group"))
    action = edited.journal.cycles[NAME].action.actions[-1]
    assert (action.id, action.what, action.status) == (
        "reteach-group",
        "Reteach group",
        "planned",
    )
    assert edited.sentence == "Added action: reteach-group"
    assert edited.action == "add-action"


def test_an_action_keeps_everything_that_was_said() -> None:
    plan = Plan("Reteach", "coach", "2025-12-01", ["digit", "argue"], quick_win=True)
    edited = add_action(*whole(), plan)
    action = edited.journal.cycles[NAME].action.actions[-1]
    assert (action.owner, action.due, action.quick_win) == ("coach", "2025-12-01", True)
    assert action.because == ("digits", "argue")
    assert edited.subject == "Add action: reteach, due 2025-12-01"


def test_a_reason_that_is_nothing_of_the_cycle_is_refused() -> None:
    with pytest.raises(NotFound) as error:
        add_action(*whole(), Plan("Reteach", because=["digist"]))
    assert error.value.sentence == "There is no measure, observation or note 'digist'."
    assert error.value.hint == "Did you mean digits?"


def test_a_learning_says_with_whom() -> None:
    edited = add_learning(*whole(), "Visit a class", "coach")
    learning = edited.journal.cycles[NAME].action.learning[-1]
    assert (learning.id, learning.with_) == ("visit-a-class", "coach")
    assert (edited.sentence, edited.action) == (
        "Added learning: visit-a-class",
        "add-learning",
    )


def test_the_same_note_every_week_is_a_note_every_week() -> None:
    made, cycle = whole()
    for _ in range(4):
        edited = add_note(made, cycle, "Went well", TODAY)
        made, cycle = edited.journal, edited.journal.cycles[NAME]
        assert edited.sentence.startswith("Noted: went-well")
    ids = [entry.id for entry in cycle.action.log]
    assert len({*ids}) == 5
    assert cycle.action.log[-1].date == TODAY


def test_no_two_things_of_a_cycle_have_one_id() -> None:
    made, cycle = whole()
    words, figures = "Exit tickets", Figures("Exit tickets", count=9, size=20)
    adding: tuple[Callable[[], Edited], ...] = (
        lambda: add_note(made, cycle, words, TODAY),
        lambda: add_action(made, cycle, Plan(words)),
        lambda: add_observation(made, cycle, words, None, TODAY),
        lambda: add_learning(made, cycle, words, None),
        lambda: add_figures(made, cycle, figures, TODAY),
    )
    ids = []
    for add in (*adding, *adding[:3]):
        edited = add()
        made, cycle = edited.journal, edited.journal.cycles[NAME]
        ids.append(edited.id)
    assert len({*ids}) == len(ids)
    assert {*ids} <= {*cycle.ids()}


def test_an_action_is_done_on_a_day() -> None:
    made = journal(("action", "actions/0/status", "doing"))
    edited = finish_action(made, made.cycles[NAME], "talk", Ending(TODAY))
    action = edited.journal.cycles[NAME].action.actions[0]
    assert (action.status, action.done, action.why) == ("done", TODAY, None)
    assert (edited.sentence, edited.subject) == ("Done: talks", "Finish: talks")


def test_an_action_is_dropped_with_the_reason() -> None:
    edited = finish_action(*whole(), "talks", Ending(TODAY, dropped="No time"))
    action = edited.journal.cycles[NAME].action.actions[0]
    assert (action.status, action.done, action.why) == ("dropped", None, "No time")
    assert (edited.sentence, edited.subject) == (
        "Dropped: talks (No time); it was done on 2025-10-20 before",
        "Drop: talks",
    )


def test_a_learning_can_be_done_too() -> None:
    edited = finish_action(*whole(), "reading", Ending(TODAY))
    assert edited.journal.cycles[NAME].action.learning[0].status == "done"


def test_an_action_that_is_done_keeps_its_day() -> None:
    made = journal(("action", "actions/0/done", "2025-10-20"))
    with pytest.raises(AlreadySo) as error:
        finish_action(made, made.cycles[NAME], "talk", Ending(TODAY))
    assert error.value.sentence == (
        "'talks' was done on 2025-10-20 already; nothing was changed."
    )
    assert error.value.hint == "For another day: plc done talks --date DATE"


def test_another_day_of_an_action_is_told_beside_the_one_before() -> None:
    made = journal(("action", "actions/0/done", "2025-10-20"))
    for ending, told in (
        (Ending(TODAY, "2025-10-21"), "Done: talks"),
        (Ending(TODAY, dropped="No time"), "Dropped: talks (No time)"),
    ):
        edited = finish_action(made, made.cycles[NAME], "talk", ending)
        assert edited.sentence == f"{told}; it was done on 2025-10-20 before"
        assert edited.journal.cycles[NAME].action.actions[0].done == ending.day


def test_what_is_over_is_not_over_once_more() -> None:
    for words, ending in (
        ("reading", Ending(TODAY)),
        ("talks", Ending(TODAY, dropped="No time")),
    ):
        made, cycle = whole()
        made = finish_action(made, cycle, words, ending).journal
        with pytest.raises(AlreadySo):
            finish_action(made, made.cycles[NAME], words, ending)


def test_an_action_nobody_planned_is_not_found() -> None:
    with pytest.raises(NotFound) as error:
        finish_action(*whole(), "walks", Ending(TODAY))
    assert error.value.hint == "Did you mean talks?"


def test_a_file_is_named_at_its_action_once() -> None:
    made, cycle = whole()
    attached = attach(made, cycle, "lesson.pdf", "talks").journal
    edited = attach(attached, attached.cycles[NAME], "lesson.pdf", "talks")
    cycle = edited.journal.cycles[NAME]
    assert cycle.action.actions[0].files == ("lesson.pdf",)
    assert edited.sentence == "Attached lesson.pdf to talks"


def test_a_file_of_no_action_changes_no_record() -> None:
    made, cycle = whole()
    edited = attach(made, cycle, "lesson.pdf", None)
    assert edited.journal is made
    assert edited.sentence == "Attached lesson.pdf"


def test_words_no_record_can_hold_are_refused() -> None:
    with pytest.raises(Refused) as error:
        add_note(*whole(), "ring\x07", TODAY)
    assert "invisible control character" in error.value.sentence
