"""plc demo, plc init."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.introducing import person, place_of, way_to
from plcjournal.cli.session import Session

app = options.app()


@app.command("demo")
def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="Where to put it.", metavar="[DIR]")
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Make a small example journal to look around in

    Three real-looking cycles of three teams, with their history. Works offline and
    changes nothing but its own new folder (plc-demo).

    \b
    Examples:
      plc demo
      plc demo try-it
    """
    from plcjournal.demo import make_demo

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    target = (session.start / (folder or "plc-demo")).absolute()
    session.screen.show(make_demo(target), "begun")


@app.command("init")
def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="The journal's folder.", metavar="[DIR]")
    ] = None,
    author: options.Author = None,
    email: options.Email = None,
    member: options.Member = None,
    name: Annotated[str | None, typer.Option(help="The journal's name.")] = None,
    school: Annotated[str | None, typer.Option(help="The school's name.")] = None,
    team: Annotated[str | None, typer.Option(help="Your team's name.")] = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="The model new cycles follow: four-stage, …",
            autocompletion=completion.model_names,
        ),
    ] = None,
    language: Annotated[str | None, typer.Option(help="en, cy or fr.")] = None,
    github: Annotated[
        bool, typer.Option("--github", help="Let GitHub check what is shared there.")
    ] = False,
    gitlab: Annotated[
        bool, typer.Option("--gitlab", help="Let GitLab check what is shared there.")
    ] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Start a journal in this folder

    Asks for the journal's and the team's name and for yours. Run it again in a
    journal to say who you are at this computer, or with --github or --gitlab to add
    a file that lets the host of your shared journal check what arrives, and publish
    pages if you switch that on.

    \b
    Examples:
      plc init
      plc init our-journal --author "Math coach" --team "Grade 4 math team"
      plc init --github
    """
    from plcjournal.beginning import Beginning, begin
    from plcjournal.cli.typed import one_of
    from plcjournal.hosting import add, look_first
    from plcjournal.results import Begun
    from plcjournal.workspace import Workspace

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    target = _target(session, folder)
    hosts = [name for name, on in (("github", github), ("gitlab", gitlab)) if on]
    if (target / "plc.yaml").exists() and hosts:
        _add_hosts(session, target, hosts, author, email)
        return
    if (target / "plc.yaml").exists():
        _introduce(session, target, author, email, team, member)
        return
    screen = session.screen
    if language:
        language = one_of(language, ("en", "cy", "fr"), "--language")
    default_name = target.name.replace("-", " ").replace("_", " ") or "Our journal"
    if screen.can_ask:
        screen.say("A few questions; Enter takes what stands in brackets.")
        name = name or screen.ask("The journal's name", default_name)
        team = team or screen.ask("Your team's name", "Our team")
    who = person(session.screen, target, author, email)
    start = Beginning(
        name=name or default_name,
        team=team or "Our team",
        author=who,
        member=member,
        school=school,
        model=model,
        language=language,
    )
    look_first(target, hosts)
    begin(target, start)
    notes = ["Names to keep out: list them in local/names.txt, which stays here."]
    if hosts:
        added = add(Workspace(target), hosts)
        notes += [f"{added.sentence}.", *added.notes]
    screen.show(
        Begun(
            f"Started the journal '{start.name}'",
            str(target),
            start.team,
            (*_going(target), ("plc new-cycle", "start a cycle: three questions")),
            tuple(notes),
        ),
        "begun",
    )


def _add_hosts(
    session: Session,
    folder: Path,
    hosts: list[str],
    author: str | None,
    email: str | None,
) -> None:
    """Add what hosts need to a journal that exists."""
    from plcjournal.beginning import remember
    from plcjournal.hosting import add
    from plcjournal.workspace import Workspace

    session.workspace = Workspace(folder)
    there = session.workspace.repository
    if author and there is not None:
        who = person(session.screen, folder, author, email)
        remember(there, who, "", "", is_alone=there.place.top == folder.resolve())
    session.introduced()
    session.screen.show(add(session.workspace, hosts), "changed")


def _going(folder: Path) -> tuple[tuple[str, str], ...]:
    """Answer the command that goes into a folder, none where we are in it."""
    way = way_to(folder)
    return ((f"cd {way}", "go into it, then:"),) if way else ()


def _target(session: Session, folder: Path | None) -> Path:
    """Answer the folder that is meant: of somebody inside a journal, the journal's."""
    start = (session.start / (folder or "")).absolute()
    around = (one for one in (start, *start.parents) if (one / "plc.yaml").exists())
    return start if folder else next(around, start)


def _introduce(
    session: Session,
    folder: Path,
    author: str | None,
    email: str | None,
    team: str | None,
    member: str | None,
) -> None:
    """Say who sits at this computer, in a journal that exists."""
    from plcjournal.beginning import remember
    from plcjournal.repository import place
    from plcjournal.repository.repository import Repository
    from plcjournal.results import Begun
    from plcjournal.workspace import Workspace

    space = Workspace(folder)
    journal = space.read().journal
    where = place.find(folder)
    repository = Repository(where) if where else Repository.create(folder)
    who = person(session.screen, folder, author, email)
    known = space.me()
    said = team or (known.team if known.team in journal.teams else None)
    people = journal.teams[said].members if said and said in journal.teams else ()
    same = known.member if known.member in [one.id for one in people] else None
    team_id, member_id = place_of(
        session.screen, journal, said, member or same, who.name
    )
    is_alone = repository.place.top == folder.resolve()
    remember(repository, who, team_id, member_id, is_alone=is_alone)
    sentence = f"This is a journal already; at this computer you are {who.name}"
    after = [*_going(folder), ("plc status", "see where the cycles are")]
    if Workspace(folder).unsaved():
        after.insert(-1, ("plc save", "save what waits in the folder"))
    session.screen.show(Begun(sentence, str(folder), team_id, tuple(after)), "begun")
