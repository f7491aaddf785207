"""plc new-cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import Missing, NotUnderstood, whole

if TYPE_CHECKING:
    from plcjournal.cli.session import Say
    from plcjournal.core.edits.start import Start
    from plcjournal.core.journal import Journal

app = options.app()


@app.command("new-cycle")
def new_cycle(
    ctx: typer.Context,
    title: Annotated[
        str | None, typer.Argument(help="What should improve.", metavar="[TITLE]")
    ] = None,
    team: Annotated[
        str | None,
        typer.Option(help="Whose cycle it is.", autocompletion=completion.team_names),
    ] = None,
    learners: Annotated[
        str | None, typer.Option(help="For whom: a group, never a person.")
    ] = None,
    size: Annotated[
        str | None, typer.Option(help="How many learners.", metavar="N")
    ] = None,
    need: Annotated[str | None, typer.Option(help="What you see now.")] = None,
    review_by: Annotated[
        str | None, typer.Option(help="When you will look again.", metavar="DATE")
    ] = None,
    opened: Annotated[
        str | None, typer.Option(help="The first day; today if not said.")
    ] = None,
    question: Annotated[
        str | None, typer.Option(help="The question you inquire into.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="The model it follows: four-stage, triad, …",
            autocompletion=completion.model_names,
        ),
    ] = None,
    facilitator: Annotated[
        str | None, typer.Option(help="Who leads it, a member of the team.")
    ] = None,
    follows: Annotated[
        str | None,
        typer.Option(
            help="The cycle of yours that it continues.",
            autocompletion=completion.cycle_names,
        ),
    ] = None,
    adapts: Annotated[
        str | None,
        typer.Option(help="Somebody's cycle it borrows: journal:team/yyyy-mm-name."),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Start a cycle: three questions

    What should improve and for whom, what do you see now, when will you look again?
    Everything else can wait.

    \b
    Examples:
      plc new-cycle
      plc new-cycle "Compare fractions" --need "Many count digits"
    """
    from plcjournal import drafts
    from plcjournal.core.edits.start import (
        Start,
        model_named,
        start_cycle,
        weeks_later,
    )
    from plcjournal.core.journal import pick
    from plcjournal.workspace import Blocked

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    space, screen = session.workspace, session.screen
    journal = session.read.journal
    chosen = session.team(team)
    members = [member.id for member in journal.teams[chosen].members]
    first = session.day(opened, "--opened", space.today, past=True)
    if model:
        model = journal.find_model(model).id
    if follows:
        follows = session.cycle(follows).name
    if facilitator:
        facilitator = pick("member", facilitator, members)
    followed = journal.model(model_named(journal, model, follows))
    usual = weeks_later(journal, followed, first)
    kept = {"title": title, "learners": learners, "need": need, "review_by": review_by}
    if screen.can_ask and not (title and need):
        kept = _ask(session, kept, first, usual)
    missing = [
        flag
        for flag, value in (('"TITLE"', kept["title"]), ("--need", kept["need"]))
        if not value
    ]
    if missing:
        raise Missing(
            missing, 'plc new-cycle "WHAT SHOULD IMPROVE" --need "WHAT WE SEE NOW"'
        )
    review_day = session.day(kept["review_by"], "--review-by", usual)
    _must_be_after(review_day, first, usual)
    start = Start(
        title=str(kept["title"]).strip(),
        team=chosen,
        opened=first,
        need=kept["need"],
        review_by=review_day,
        learners=kept["learners"],
        size=whole(size, "--size", "64") if size else None,
        question=question,
        model=model,
        facilitator=facilitator,
        follows=follows,
        adapts=adapts,
    )
    notes = [f"Review by: {start.review_by}", *_before(journal, start)]
    try:
        session.change(lambda say: start_cycle(journal, _again(start, say)), notes)
    except Blocked as blocked:
        said = {**kept, "question": question, "facilitator": facilitator}
        told = {key: value for key, value in said.items() if value}
        where = drafts.keep_answers(space.folder, "new-cycle", told)
        hint = "Take it up again: plc new-cycle"
        raise Blocked(blocked.findings, where, hint) from None
    drafts.drop_answers(space.folder, "new-cycle")


def _must_be_after(day: str, first: str, usual: str) -> None:
    """Refuse to look again before a cycle begins.

    Raises:
        NotUnderstood: the day is before its first one.
    """
    if day < first:
        sentence = f"{day} is before the day the cycle begins ({first})."
        raise NotUnderstood(sentence, f"Say a later day, such as {usual}")


def _before(journal: Journal, start: Start) -> list[str]:
    """Answer what earlier cycles have to do with the new one."""
    from plcjournal.core.edits.carry import told
    from plcjournal.core.search import earlier

    if start.follows:
        return [line for line in (told(journal.cycles[start.follows]),) if line]
    word, number = earlier(journal, start.title)
    if not number:
        return []
    cycles = "1 earlier cycle" if number == 1 else f"{number} earlier cycles"
    return [f"{cycles} touched {word}: plc find {word}"]


def _again(start: Start, say: Say) -> Start:
    """Answer the same start, with texts said in other words."""
    from dataclasses import replace

    return replace(
        start,
        title=say(start.title),
        need=say(start.need) if start.need else None,
        learners=say(start.learners) if start.learners else None,
        question=say(start.question) if start.question else None,
    )


def _ask(
    session: Session, given: dict[str, str | None], first: str, usual: str
) -> dict[str, str | None]:
    """Ask the three questions; what was answered before Ctrl-C is offered again."""
    from plcjournal import drafts

    screen, folder = session.screen, session.workspace.folder
    before = drafts.answers(folder, "new-cycle")
    answers = {**before, **{k: v for k, v in given.items() if v}}

    def keep(key: str, answer: str) -> None:
        answers[key] = answer
        drafts.keep_answers(folder, "new-cycle", answers)

    if before:
        screen.say("Your answers from last time stand in brackets.")
    if not given["title"]:
        example = "for example: Compare fractions by size; all Grade 4 students"
        asked = "1. What should improve, and for whom?"
        shown = "; ".join(
            answers[key] for key in ("title", "learners") if answers.get(key)
        )
        answer = ""
        while not answer:
            answer = screen.ask(asked, shown, example)
        what, _, whom = answer.partition(";")
        keep("title", what.strip())
        if whom.strip():
            keep("learners", whom.strip())
    if not given["need"]:
        answer = ""
        while not answer:
            answer = screen.ask("2. What do you see now?", answers.get("need", ""))
        keep("need", answer)
    if not given["review_by"]:

        def later(words: str) -> str:
            day = session.understood(words)
            _must_be_after(day, first, usual)
            return day

        answer = screen.ask_until(
            "3. When will you look again?", later, answers.get("review_by", usual)
        )
        keep("review_by", answer)
    return {key: answers.get(key) for key in given}
