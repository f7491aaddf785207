"""plc models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import Missing, NotUnderstood, one_of
from plcjournal.errors import Exit

if TYPE_CHECKING:
    from plcjournal.cli.session import Say
    from plcjournal.core.catalogue import Choice
    from plcjournal.core.choosing import Choosing
    from plcjournal.core.journal import Journal
    from plcjournal.core.models import CycleModel
    from plcjournal.reading import Read

app = options.app()


@app.command("models")
def models(
    ctx: typer.Context,
    model: Annotated[
        str | None,
        typer.Argument(
            help="Any clear part of a model's name.",
            metavar="[MODEL]",
            autocompletion=completion.model_names,
        ),
    ] = None,
    choose: Annotated[
        bool, typer.Option("--choose", help="Rate eight approaches; get a suggestion.")
    ] = False,
    rate: Annotated[
        list[str] | None,
        typer.Option(
            help="With --choose: one approach, rated high, medium or low.",
            metavar="APPROACH=RATING",
        ),
    ] = None,
    issue: Annotated[
        str | None, typer.Option(help="With --choose: the stubborn problem.")
    ] = None,
    tried: Annotated[
        str | None, typer.Option(help="With --choose: what you tried so far.")
    ] = None,
    save: Annotated[
        bool,
        typer.Option("--save", help="With --choose: new cycles follow the suggestion."),
    ] = False,
    new: Annotated[
        str | None, typer.Option(help="Write a model of your own.", metavar="ID")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="With --new: copy this model.",
            metavar="MODEL",
            autocompletion=completion.model_names,
        ),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show the models a cycle may follow, choose or write one

    A model is a way of working in cycles: steps with questions. Works anywhere; in a
    journal it also shows the journal's own models.

    \b
    Examples:
      plc models
      plc models triad
      plc models --choose --rate plc-here=high --rate case-studies=medium
      plc models --new our-way --from lesson-study
    """
    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    chooses = bool(choose or rate or issue or tried or save)
    if (model is not None) + chooses + (new is not None) > 1:
        raise NotUnderstood(
            "A model, --choose and --new are three different things; nothing was done.",
            "plc models --choose",
        )
    if from_ is not None and new is None:
        raise Missing(["--new"], f"plc models --new OUR-WAY --from {from_}")
    if new is not None:
        _write(session, new, from_)
    elif chooses:
        _choose(session, rate or [], issue or "", tried or "", save=save)
    else:
        _show(session, model)


def _look(session: Session) -> Read:
    """Read the journal for looking; outside of one, only what comes with plc."""
    from plcjournal import reading
    from plcjournal.workspace import NoJournal

    try:
        return session.workspace.look()
    except NoJournal:
        return reading.read({})


def _show(session: Session, words: str | None) -> None:
    from plcjournal import templates
    from plcjournal.core.catalogue import guide_of, list_of

    read = _look(session)
    read.look_at(read.files.of("models"))
    problems = [one for one in read.met if one.path.startswith("models/")]
    if words is None:
        session.screen.show(list_of(read.journal), "models", problems)
    else:
        found = read.journal.find_model(words)
        guide = guide_of(read.journal, found, templates.explained())
        session.screen.show(guide, "model", problems)
    if problems:
        raise typer.Exit(Exit.JOURNAL)


def _write(session: Session, name: str, source: str | None) -> None:
    from plcjournal import templates
    from plcjournal.core.edits.edited import slug
    from plcjournal.core.edits.model import new_model
    from plcjournal.core.layout import model_path

    journal = session.read.journal
    if name != slug(name, len(name)):
        raise NotUnderstood(
            f"--new: '{name}' must be small letters, digits and single hyphens.",
            f"plc models --new {slug(name)}",
        )
    begin: CycleModel = (
        templates.new_model() if source is None else journal.find_model(source)
    )
    notes = [
        f"Change its words in any editor ({model_path(name)}), then: plc save",
        f"Start a cycle with it: plc new-cycle --model {name}",
    ]
    if name in journal.bundled_models:
        notes.insert(0, f"It wins over the '{name}' that comes with plc.")
    edited = new_model(journal, name, begin, is_copy=source is not None)
    session.change(edited, notes)


def _choose(
    session: Session, rated: list[str], issue: str, tried: str, *, save: bool
) -> None:
    from plcjournal import drafts, templates
    from plcjournal.core.choosing import suggest
    from plcjournal.workspace import NoJournal

    choosing = templates.choosing()
    answers = {"issue": issue, "tried_so_far": tried, **_ratings(choosing, rated)}
    if save:
        session.workspace  # noqa: B018  # there must be a journal to save in
    read = _look(session)
    if session.screen.can_ask and len(answers) < len(choosing.approaches) + 2:
        answers = _ask(session, choosing, answers)
    ratings = {a.id: answers[a.id] for a in choosing.approaches if a.id in answers}
    if not ratings:
        names = ", ".join(approach.id for approach in choosing.approaches)
        raise Missing(
            [f"--rate APPROACH=RATING (approaches: {names})"],
            "plc models --choose --rate plc-here=high --rate case-studies=low",
        )
    journal = read.journal
    choice = suggest(
        choosing, journal, ratings, answers["issue"], answers["tried_so_far"]
    )
    if save and session.screen.is_json:
        _keep_silently(session, choice)
        return
    session.screen.show(choice, "choice")
    try:
        folder = session.workspace.folder
    except NoJournal:
        return
    if not save and session.screen.can_ask:
        picked = _pick(session, choice)
        save, choice = picked is not None, picked or choice
    if save:
        _keep(session, choice)
    drafts.drop_answers(folder, "models")


def _ratings(choosing: Choosing, rated: list[str]) -> dict[str, str]:
    """Answer what was rated with flags; the last word on an approach counts.

    Raises:
        NotUnderstood: one is not an approach with a rating.
    """
    from plcjournal.core.choosing import RATINGS
    from plcjournal.core.journal import pick

    found: dict[str, str] = {}
    for words in rated:
        name, sign, rating = words.partition("=")
        if not sign:
            raise NotUnderstood(
                f"--rate: '{words}' is not an approach with a rating.",
                "--rate plc-here=high",
            )
        approach = pick("approach", name, [one.id for one in choosing.approaches])
        found[approach] = one_of(rating, RATINGS, "--rate")
    return found


def _ask(session: Session, choosing: Choosing, given: dict[str, str]) -> dict[str, str]:
    """Ask for what was not given; answers before Ctrl-C are offered again."""
    from plcjournal import drafts
    from plcjournal.core.choosing import RATINGS
    from plcjournal.core.language import said
    from plcjournal.workspace import NoJournal

    screen = session.screen
    try:
        space = session.workspace
        folder, language = space.folder, space.look().journal.settings.language
    except NoJournal:
        folder, language = None, "en"
    before = drafts.answers(folder, "models") if folder else {}
    answers = dict(given)

    def keep(key: str, answer: str) -> None:
        answers[key] = answer
        if folder:
            drafts.keep_answers(folder, "models", answers)

    for key, question in (
        ("issue", "Which problem is so stubborn? (Enter: skip)"),
        ("tried_so_far", "What have you tried so far? (Enter: skip)"),
    ):
        if not given[key]:
            keep(key, screen.ask(question, before.get(key, "")))
    open_ones = [one for one in choosing.approaches if one.id not in given]
    if open_ones:
        screen.say("How well would each of these suit you? high, medium or low")
    for number, approach in enumerate(open_ones, 1):
        question = f"{number}. {said(approach.text, language)}"
        keep(
            approach.id,
            screen.choose(question, RATINGS, before.get(approach.id, "low")),
        )
    return answers


def _pick(session: Session, choice: Choice) -> Choice | None:
    """Ask which suggestion becomes the model of new cycles; Enter leaves it."""
    from dataclasses import replace

    names = [one.model for one in choice.suggestions]
    if not names:
        return None
    question = "Which of them shall new cycles here follow? (Enter: none)"
    chosen = session.screen.choose(question, names)
    first = [one for one in choice.suggestions if one.model == chosen]
    rest = [one for one in choice.suggestions if one.model != chosen]
    return replace(choice, suggestions=(*first, *rest)) if chosen else None


def _keep(session: Session, choice: Choice) -> None:
    from plcjournal.core.edits.model import keep_choice

    journal: Journal = session.read.journal
    today = session.workspace.today
    notes = ["Kept beside it in plc.yaml: your ratings (x_choice)"]
    if choice.suggestions:
        notes.append("Start a cycle: plc new-cycle")
    session.change(lambda say: keep_choice(journal, _again(choice, say), today), notes)


def _again(choice: Choice, say: Say) -> Choice:
    """Answer the same choice, with texts said in other words."""
    from dataclasses import replace

    return replace(
        choice, issue=say(choice.issue), tried_so_far=say(choice.tried_so_far)
    )


def _keep_silently(session: Session, choice: Choice) -> None:
    """Keep a choice and answer one document about both."""
    from dataclasses import replace

    from plcjournal.core.edits.model import keep_choice

    space = session.workspace
    edited = keep_choice(session.read.journal, choice, space.today)
    space.save(session.read, space.prepare(session.read, edited))
    session.screen.show(replace(choice, saved=True), "choice")
