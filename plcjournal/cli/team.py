"""plc team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import Missing, not_such, one_of, whole
from plcjournal.results import MemberLine, TeamList, TeamView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from plcjournal.cli.session import Say
    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.journal import Journal
    from plcjournal.core.meetings import Turn
    from plcjournal.core.team import Team

    Step = Callable[[Journal, str, Say], Edited]

app = options.app()


@app.command("team")
def team(
    ctx: typer.Context,
    team: Annotated[
        str | None,
        typer.Argument(
            help="Any part of the team's name.",
            metavar="[TEAM]",
            autocompletion=completion.team_names,
        ),
    ] = None,
    add: Annotated[
        str | None,
        typer.Option(
            help="Add a person, by name or role; or give one another role.",
            metavar="NAME",
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            help="What they do: teacher, facilitator, coach, leader, critical-friend, "
            "external-facilitator."
        ),
    ] = None,
    member: Annotated[
        str | None, typer.Option(help="With --add: their short name (id).")
    ] = None,
    remove: Annotated[
        str | None, typer.Option(help="Say that a member has left.", metavar="MEMBER")
    ] = None,
    new: Annotated[
        str | None, typer.Option(help="Add another team.", metavar="NAME")
    ] = None,
    norm: Annotated[
        list[str] | None, typer.Option(help="Add how you work together.")
    ] = None,
    remove_norm: Annotated[
        list[str] | None, typer.Option(help="Take out a norm: any part of it.")
    ] = None,
    hope: Annotated[
        list[str] | None, typer.Option(help="Add what you hope for.")
    ] = None,
    remove_hope: Annotated[
        list[str] | None, typer.Option(help="Take out a hope: any part of it.")
    ] = None,
    fear: Annotated[
        list[str] | None, typer.Option(help="Add what you are afraid of.")
    ] = None,
    remove_fear: Annotated[
        list[str] | None, typer.Option(help="Take out a fear: any part of it.")
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(help='When you meet: Wed, or "Wed 15:30"; "" clears.'),
    ] = None,
    minutes: Annotated[
        str | None, typer.Option(help="How long you meet.", metavar="N")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help='Where you meet; "" clears.')
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="plc, triad, data-team, learning-circle, …")
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show a team, or change its people, norms and meetings

    Without a name: the teams of this journal. A role such as "Grade 4 teacher A" is
    as good as a name.

    \b
    Examples:
      plc team grade-4
      plc team grade-4 --add "Math coach" --role coach
      plc team --norm "We look at work, not at people" --day Wed --minutes 45
      plc team --new "Grade 5 science team"
    """
    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if (role or member) and add is None:
        raise Missing(["--add"], 'plc team --add "Math coach" --role coach')
    steps: list[Step] = []
    if add is not None:
        steps.append(_adding(add, role, member))
    if remove is not None:
        steps.append(_removing(remove))
    lists = (norm, remove_norm, hope, remove_hope, fear, remove_fear)
    slot = (day, minutes, place)
    if any(lists) or any(one is not None for one in (*slot, kind)):
        steps.append(_agreeing(lists, slot, kind))
    if new is not None or steps:
        _change(session, team, new, steps, day)
    else:
        _show(session, team)


def _adding(name: str, role: str | None, member: str | None) -> Step:
    from plcjournal.core.edits.team import add_member

    chosen = one_of(role, _words("role"), "--role") if role else None
    return lambda journal, team, say: add_member(
        journal, team, say(name), chosen, member
    )


def _removing(name: str) -> Step:
    from plcjournal.core.edits.team import remove_member

    return lambda journal, team, _: remove_member(journal, team, name)


def _agreeing(
    lists: tuple[list[str] | None, ...],
    slot: tuple[str | None, str | None, str | None],
    kind: str | None,
) -> Step:
    from plcjournal.core.edits.team import Agreement, agree

    norm, no_norm, hope, no_hope, fear, no_fear = (one or [] for one in lists)
    day, minutes, place = slot
    chosen = one_of(kind, _words("kind"), "--kind") if kind is not None else None
    length = positive(minutes, "--minutes") if minutes is not None else None

    def edit(journal: Journal, team: str, say: Say) -> Edited:
        added = {"norms": norm, "hopes": hope, "fears": fear}
        said = Agreement(
            kind=chosen,
            day=day if day is None else say(day.strip()),
            minutes=length,
            place=place if place is None else say(place.strip()),
            added={key: [say(text) for text in texts] for key, texts in added.items()},
            removed={"norms": no_norm, "hopes": no_hope, "fears": no_fear},
        )
        return agree(journal, team, said)

    return edit


def _change(
    session: Session,
    words: str | None,
    new: str | None,
    steps: list[Step],
    day: str | None,
) -> None:
    """Make one save of everything that was asked for."""
    from dataclasses import replace

    from plcjournal.core.edits.edited import NotEditable, shortened, slug
    from plcjournal.core.edits.team import doubts, new_team
    from plcjournal.core.layout import team_path

    if new is not None and team_path(slug(new)) in session.read.unread:
        raise NotEditable(team_path(slug(new)))
    chosen = "" if new is not None else session.team(words)

    def edit(say: Say) -> Edited:
        journal = session.read.journal
        made = [] if new is None else [new_team(journal, say(new))]
        team = made[0].id if made else chosen
        for step in steps:
            made.append(step(made[-1].journal if made else journal, team, say))
        return replace(
            made[-1],
            sentence="; ".join(one.sentence for one in made),
            subject=shortened("; ".join(one.subject for one in made)),
        )

    session.change(edit, doubts(chosen or slug(new or ""), day))


def _show(session: Session, words: str | None) -> None:
    from contextlib import closing

    from plcjournal.core.meetings import turns

    space = session.workspace
    read = space.look()
    with closing(space.glances(read)) as glances:
        journal = read.journal
        names = [session.team(words, read)] if words else [*journal.teams]
        opened: dict[str, list[str]] = {}
        for cycle in glances.opened(names[0] if words else ""):
            opened.setdefault(cycle.partition("/")[0], []).append(cycle)
        facilitated = turns(journal, names)
        views = tuple(
            _view(name, journal.teams[name], opened.get(name, ()), facilitated[name])
            for name in names
        )
        read.look_at(glances.unread())
    if words:
        session.screen.show(views[0], "team", read.met)
    else:
        session.screen.show(TeamList(views), "teams", read.met)
    session.end(read.met)


def positive(words: str, flag: str) -> int:
    """Answer the minutes a person typed, '' for a flag where they were asked.

    Raises:
        NotUnderstood: it is no whole number, or none at all.
    """
    bare = words.removesuffix("minutes").removesuffix("min")
    minutes = whole(bare, flag, "45")
    if not minutes:
        raise not_such("a meeting takes a minute or more.", flag, "45")
    return minutes


def _words(key: str) -> tuple[str, ...]:
    from typing import get_args

    from plcjournal.core.team import MemberRole, TeamKind

    return get_args(MemberRole if key == "role" else TeamKind)


def _view(
    name: str, team: Team, opened: Iterable[str], facilitated: tuple[Turn, ...]
) -> TeamView:
    slot = team.meeting
    minutes = f"{slot.minutes} minutes" if slot.minutes else ""
    parts = (slot.day or "", minutes, slot.place or "")
    return TeamView(
        id=name,
        name=team.name,
        kind=team.kind,
        members=tuple(MemberLine(m.id, m.name, m.role, m.left) for m in team.members),
        meeting=", ".join(part for part in parts if part),
        norms=team.norms,
        cycles=tuple(opened),
        hopes=team.hopes,
        fears=team.fears,
        facilitated=facilitated,
    )
