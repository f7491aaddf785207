"""Small journals as values: a whole one, and the same with a few places changed."""

import copy
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plcjournal.core import layout, privacy
from plcjournal.core.cycle import Cycle
from plcjournal.core.findings import Finding
from plcjournal.core.journal import Journal
from plcjournal.core.parse import KINDS, parse
from plcjournal.core.recalled import Recalled
from plcjournal.core.rules.journal import check_journal, errors_in
from plcjournal.core.shape import plain

NAME = "maths/2025-10-fractions"
TODAY = "2025-12-12"
GONE = object()
"""What a changed place holds when its key is taken away."""

Change = tuple[str, str, object]
"""A record by its alias or path, a place in it (`measures/0/unit`), a value."""

_ALIASES = {
    "plc": "plc.yaml",
    "team": "teams/maths.yaml",
    "meeting": "meetings/2025-11-05-maths.yaml",
    "model": "models/small.yaml",
    **{stage: layout.stage_path(NAME, stage) for stage in layout.STAGES},
}


def _step(name: str, stage: str, done_when: str, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "name": {"en": name.title(), "cy": f"Cam {name}"},
        "stage": stage,
        "question": f"What about {name}?",
        "done_when": done_when,
        **more,
    }


WHOLE: Mapping[str, Any] = {
    "plc.yaml": {"format": 1, "id": "maple", "name": "Our journal", "model": "small"},
    "models/small.yaml": {
        "format": 1,
        "id": "small",
        "name": "Small model",
        "weeks": 4,
        "aliases": ["short-one"],
        "steps": [
            _step("need", "priority", "need"),
            _step("wonder", "priority", "answered", hints=["one", "two"]),
            _step("measure", "evidence", "measure"),
            _step("baseline", "evidence", "baseline"),
            _step("target", "evidence", "target"),
            _step("plan", "action", "actions"),
            _step("try", "action", "tried"),
            _step("look", "review", "result"),
            _step("learn", "review", "learned"),
            _step("end", "review", "outcome"),
        ],
    },
    "teams/maths.yaml": {
        "format": 1,
        "name": "Maths team",
        "members": [
            {"id": "teacher-a", "name": "Teacher A"},
            {"id": "coach", "name": "Math coach", "role": "coach"},
        ],
        "norms": ["We look at work, not at people"],
    },
    "meetings/2025-11-05-maths.yaml": {
        "format": 1,
        "team": "maths",
        "date": "2025-11-05",
        "present": ["teacher-a", "coach"],
        "cycles": [NAME],
    },
    layout.stage_path(NAME, "priority"): {
        "format": 1,
        "title": "Compare fractions",
        "team": "maths",
        "model": "small",
        "opened": "2025-10-01",
        "review_by": "2025-12-10",
        "learners": {"group": "all of grade 4", "size": 64},
        "need": "Many treat 1/8 as larger than 1/4",
        "assumptions": [{"id": "practice", "text": "More practice is enough"}],
        "answers": {"wonder": "Do they count digits?"},
    },
    layout.stage_path(NAME, "evidence"): {
        "format": 1,
        "measures": [
            {
                "id": "task",
                "name": "Common task",
                "cut": {"at": 12},
                "scale": {"min": 0, "max": 20},
                "groups": [{"id": "room-12"}],
                "targets": [{"value": 65, "by": "2025-12-05"}],
                "prediction": {"value": 60, "made": "2025-10-08"},
                "results": [
                    {
                        "date": "2025-10-08",
                        "role": "baseline",
                        "size": 64,
                        "count": 25,
                        "mean": 10.4,
                        "sd": 4.1,
                    },
                    {
                        "date": "2025-12-03",
                        "role": "result",
                        "size": 62,
                        "count": 42,
                        "mean": 13.6,
                        "sd": 3.8,
                    },
                ],
            }
        ],
        "observations": [{"id": "digits", "noticed": "Students count digits"}],
    },
    layout.stage_path(NAME, "action"): {
        "format": 1,
        "actions": [
            {
                "id": "talks",
                "what": "Number talks",
                "because": ["task", "digits"],
                "owner": "all of us",
                "due": "2025-10-22",
                "status": "done",
                "done": "2025-10-20",
            }
        ],
        "learning": [{"id": "reading", "what": "Read a chapter", "with": "coach"}],
        "rounds": [{"id": "first", "opened": "2025-10-01"}],
        "log": [{"id": "argue", "date": "2025-11-05", "text": "They argue"}],
    },
    layout.stage_path(NAME, "review"): {
        "format": 1,
        "held": "2025-12-10",
        "outcome": "met",
        "changed": "It became routine",
        "learned": [
            {"id": "lines", "claim": "Lines show thinking", "because": ["task"]}
        ],
        "assumptions": [{"id": "practice", "now": "dropped"}],
        "next": "adapt",
        "closed": "2025-12-10",
    },
}
"""A journal without a single finding."""


def files(*changes: Change) -> dict[str, Any]:
    """Answer the raw values of the whole journal with some places changed."""
    made: dict[str, Any] = copy.deepcopy(dict(WHOLE))
    for record, place, value in changes:
        path = _ALIASES.get(record, record)
        if not place:
            made[path] = value
            if value is GONE:
                del made[path]
            continue
        *way, last = [int(p) if p.isdecimal() else p for p in place.split("/")]
        here = made[path]
        for part in way:
            here = here[part]
        if value is GONE:
            del here[last]
        elif isinstance(here, list) and last == len(here):
            here.append(value)
        else:
            here[last] = value
    return made


def record(kind: str, raw: Mapping[str, Any]) -> Any:
    """Answer a record of raw values that break no rule."""
    made, problems = parse(kind, raw, f"{kind}.yaml")
    assert made is not None, problems
    return made


def read(*changes: Change) -> tuple[Journal, tuple[Finding, ...]]:
    """Answer the changed journal, and what its single records say."""
    found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    findings: list[Finding] = []
    for path, raw in files(*changes).items():
        spot = layout.spot(path)
        assert spot is not None
        found[spot.kind][spot.name], problems = parse(spot.kind, raw, path)
        findings += problems
    names = {name: None for kind in layout.STAGES for name in found[kind]}
    made = Journal(
        settings=found["settings"].get("") or record("settings", {}),
        teams=_read(found["team"]),
        meetings=_read(found["meeting"]),
        models=_read(found["model"]),
        own_models=frozenset(_read(found["model"])),
        unread_models=frozenset({*found["model"]} - {*_read(found["model"])}),
        cycles={name: _cycle(name, found) for name in names},
    )
    return made, tuple(findings)


def _read(records: Mapping[str, Any]) -> dict[str, Any]:
    return {name: made for name, made in records.items() if made is not None}


def _cycle(name: str, found: Mapping[str, Mapping[str, Any]]) -> Cycle:
    stages = {stage: found[stage].get(name) for stage in layout.STAGES}
    blank = {"priority": {"title": "fractions"}}
    whole = {
        stage: made or record(stage, blank.get(stage, {}))
        for stage, made in stages.items()
    }
    unread = frozenset(stage for stage, made in stages.items() if made is None)
    return Cycle(name=name, unread=unread, **whole)


def journal(*changes: Change) -> Journal:
    """Answer the whole journal as records, with some places changed."""
    return read(*changes)[0]


def cycle(*changes: Change) -> Cycle:
    """Answer the one cycle of the whole journal, with some places changed."""
    return journal(*changes).cycles[NAME]


def open_cycle() -> tuple[Journal, Cycle]:
    """Answer a journal and its cycle that has only just begun."""
    made = journal(
        ("priority", "", {"title": "Compare fractions", "team": "maths"}),
        ("evidence", "", {}),
        ("action", "", {}),
        ("review", "", {}),
    )
    return made, made.cycles[NAME]


def findings(*changes: Change, names: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Answer everything a changed journal is told about itself."""
    made, problems = read(*changes)
    gate = privacy.check(made, made.records(), names)
    idle = privacy.idle_entries(made, map(str, files(*changes).values()))
    between = check_journal(made, today=TODAY)
    for path in made.records():  # who asks for the errors in some files gets those
        errors = {one for one in between if one.blocks and one.path == path}
        assert errors == {one for one in errors_in(made, [path]) if one.path == path}
    return (*problems, *between, *gate, *idle)


def told(rule: str, *changes: Change, names: tuple[str, ...] = ()) -> list[str]:
    """Answer the messages of one rule about a changed journal."""
    return [f.message for f in findings(*changes, names=names) if f.rule == rule]


def remembered(made: Journal) -> Journal:
    """Answer the same journal of stand-ins, as the cache hands it out."""

    def again(one: Any) -> Any:
        return Recalled(json.loads(json.dumps(plain(one))))

    cycles = {
        name: Cycle(
            name=name,
            unread=one.unread,
            **{stage: again(one.stage(stage)) for stage in layout.STAGES},
        )
        for name, one in made.cycles.items()
    }
    return replace(
        made,
        settings=again(made.settings),
        teams={name: again(one) for name, one in made.teams.items()},
        meetings={name: again(one) for name, one in made.meetings.items()},
        models={name: again(one) for name, one in made.models.items()},
        cycles=cycles,
    )
