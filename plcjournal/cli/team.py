"""plc team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session, one_of
from plcjournal.results import MemberLine, TeamList, TeamView

if TYPE_CHECKING:
    from plcjournal.core.journal import Journal

app = options.app()


@app.command("team")
def team(
    ctx: typer.Context,
    team: Annotated[
        str | None,
        typer.Argument(help="Any part of the team's name.", metavar="[TEAM]"),
    ] = None,
    add: Annotated[
        str | None, typer.Option(help="Add a person, by name or role.", metavar="NAME")
    ] = None,
    role: Annotated[
        str, typer.Option(help="What they do: teacher, facilitator, coach, leader, …")
    ] = "teacher",
    member: Annotated[
        str | None, typer.Option(help="With --add: their short name (id).")
    ] = None,
    remove: Annotated[
        str | None, typer.Option(help="Say that a member has left.", metavar="MEMBER")
    ] = None,
    new: Annotated[
        str | None, typer.Option(help="Add another team.", metavar="NAME")
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show a team, or change who belongs to it

    Without a name: the teams of this journal. A role such as "Grade 4 teacher A" is
    as good as a name.

    \b
    Examples:
      plc team
      plc team grade-4 --add "Math coach" --role coach
      plc team --new "Grade 5 science team"
    """
    from plcjournal.core.edits.team import add_member, new_team, remove_member

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    journal = session.read.journal
    if new:
        session.change(new_team(journal, new))
    elif add:
        chosen = one_of(role, _roles(), "--role")
        session.change(add_member(journal, session.team(team), add, chosen, member))
    elif remove:
        session.change(remove_member(journal, session.team(team), remove))
    elif team:
        view = _view(journal, session.team(team))
        session.screen.show(view, "team", session.read.problems)
    else:
        views = tuple(_view(journal, name) for name in journal.teams)
        session.screen.show(TeamList(views), "teams", session.read.problems)


def _roles() -> tuple[str, ...]:
    from typing import get_args

    from plcjournal.core.team import MemberRole

    return get_args(MemberRole)


def _view(journal: Journal, name: str) -> TeamView:
    team = journal.teams[name]
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
        cycles=tuple(cycle.name for cycle in journal.open_cycles(name)),
    )
