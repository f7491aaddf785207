"""One change in one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from plcjournal.core.layout import STAGES
from plcjournal.core.likeness import items_of
from plcjournal.core.telling.phrases.action import ACTION
from plcjournal.core.telling.phrases.evidence import EVIDENCE
from plcjournal.core.telling.phrases.journal import ANY, SETTINGS
from plcjournal.core.telling.phrases.model import MODEL
from plcjournal.core.telling.phrases.phrase import Kind
from plcjournal.core.telling.phrases.priority import PRIORITY
from plcjournal.core.telling.phrases.review import ANSWERS, REVIEW
from plcjournal.core.telling.phrases.team import MEETING, TEAM
from plcjournal.core.telling.scenes import keys_of, scene_at
from plcjournal.core.telling.spoken import how_much, in_words, text
from plcjournal.core.telling.wording import a_day
from plcjournal.core.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Callable

    from plcjournal.core.diff import Change
    from plcjournal.core.telling.phrases.phrase import Phrase
    from plcjournal.core.telling.scenes import Scene
    from plcjournal.core.values import Value

PHRASES: Mapping[str, Phrase] = {
    **PRIORITY,
    **EVIDENCE,
    **ACTION,
    **REVIEW,
    **ANSWERS,
    **TEAM,
    **MEETING,
    **SETTINGS,
    **MODEL,
}
_REWORDED = "reworded {called}"


def phrase_of(scene: Scene) -> Phrase:
    """Answer the sentences of a place, those of any field where it has none."""
    own = PHRASES.get(scene.pattern)
    return own or ANY.get(scene.pattern.partition(".")[2], ANY["*"])


def called(scene: Scene) -> str:
    """Answer what a field is called in a sentence: `due of number-talks`."""
    return phrase_of(scene).called.format_map(_words(scene))


def rewords(scene: Scene) -> bool:
    """Say whether of a text that changed no more is told than that it did."""
    phrase = phrase_of(scene)
    quotes = "{before}" in phrase.changed and "{after}" in phrase.changed
    return phrase.kind is Kind.TEXT and not quotes


def _words(scene: Scene) -> dict[str, str]:
    words = dict(scene.words)
    if "contested" in words:
        field = scene_at(words["contested"], scene.names, scene.year)
        words["contested"] = called(field)
    return words


def sentence(change: Change, scene: Scene) -> str:
    """Say what happened at a place."""
    special = _SPECIAL.get(scene.pattern)
    told = special(change, scene) if special else ""
    return told or usual_sentence(change, scene)


def usual_sentence(change: Change, scene: Scene) -> str:
    """Say that a value came, changed or went."""
    phrase, before, after = phrase_of(scene), change.before, change.after
    if isinstance(before, bool) or isinstance(after, bool):
        template = phrase.came if after else phrase.gone
    elif before is None:
        template = phrase.came
    else:
        template = phrase.gone if after is None else phrase.changed
    return filled(template, change, scene)


def filled(template: str, change: Change, scene: Scene, **more: str) -> str:
    """Fill a sentence with what stood at a place, what stands there and how far off."""
    kind = phrase_of(scene).kind
    if _in_two_years(change.before, change.after):
        scene = replace(scene, year="")
    before = in_words(kind, change.before, scene, change.after)
    after = in_words(kind, change.after, scene)
    words = {**_words(scene), "before": before, "after": after, **more}
    if before == after and "{before}" in template and "{after}" in template:
        # What was cut looks the same.
        return _REWORDED.format(called=called(scene))
    by = how_much(change.before, change.after)
    whole = template if by else template.replace(" ({by})", "")
    return whole.format_map({**words, "by": by})


def _in_two_years(before: Value, after: Value) -> bool:
    one, other = a_day(before), a_day(after)
    return one is not None and other is not None and one.year != other.year


_NEW_ACTION = {
    (False, False): "added action {action}",
    (True, False): "added action {action}, due {due}",
    (False, True): "added action {action} (owner: {owner})",
    (True, True): "added action {action}, due {due} (owner: {owner})",
}


def _action(change: Change, scene: Scene) -> str:
    item = change.after
    if change.before is not None or not isinstance(item, Mapping):
        return ""
    due = in_words(Kind.DAY, item.get("due"), scene)
    owner = in_words(Kind.PEOPLE, item.get("owner"), scene)
    given = (item.get("due") is not None, item.get("owner") is not None)
    told = filled(_NEW_ACTION[given], change, scene, due=due, owner=owner)
    return _in_its_words(told, change, scene)


_IN_WORDS = "{told}: {after}"


def _in_its_words(told: str, change: Change, scene: Scene) -> str:
    """Add the words of a new item, where they say more than its id."""
    words = in_words(Kind.WHOLE, change.after, scene)
    if re.sub(r"[\W_]+", "-", words.casefold()).strip("-") == change.keys[-1]:
        return told
    return _IN_WORDS.format(told=told, after=words)


MANY = 3
"""More results of a new measure than these are counted, not told one by one."""
_NEW_MEASURE = "added measure {measure}"
_NEW_WITH_RESULTS = "added measure {measure} with {number} results"


def _measure(change: Change, scene: Scene) -> str:
    item = change.after
    if change.before is not None or not isinstance(item, Mapping):
        return ""
    number = len(items_of(item.get("results")))
    template = _NEW_WITH_RESULTS if number > MANY else _NEW_MEASURE
    told = filled(template, change, scene, number=str(number))
    return _in_its_words(told, change, scene)


def _group(change: Change, scene: Scene) -> str:
    item = change.after
    if change.before is not None or not isinstance(item, Mapping):
        return ""
    told = usual_sentence(change, scene)
    return _in_its_words(told, change, scene) if item.get("name") else told


_LEARN_WITH = "for us to learn: {after} (with {whom})"


def _learning(change: Change, scene: Scene) -> str:
    item = change.after
    if change.before is not None or not isinstance(item, Mapping):
        return ""
    whom = item.get("with")
    shown = in_words(Kind.PEOPLE, whom, scene)
    return filled(_LEARN_WITH, change, scene, whom=shown) if whom else ""


_STATUS = {
    "planned": "{item} is planned again",
    "doing": "{item} is under way",
    "done": "{item} done",
    "dropped": "dropped {item}",
}


def _status(change: Change, scene: Scene) -> str:
    if change.before is None or not isinstance(change.after, str):
        return ""
    item = scene.words.get("action") or scene.words.get("learning", "")
    template = _STATUS.get(change.after, "")
    return filled(template, change, scene, item=item)


_NEW_FIGURES = {
    "baseline": "baseline of {place}, {day}: {after}",
    "interim": "interim result of {place}, {day}: {after}",
    "result": "result of {place}, {day}: {after}",
}
_NO_FIGURES = {
    "baseline": "took away the baseline of {place}, {day}: {before}",
    "interim": "took away the interim result of {place}, {day}: {before}",
    "result": "took away the result of {place}, {day}: {before}",
}


def _result(change: Change, scene: Scene) -> str:
    item = change.before if change.after is None else change.after
    forms = _NO_FIGURES if change.after is None else _NEW_FIGURES
    role = item.get("role", "interim") if isinstance(item, Mapping) else ""
    template = forms.get(role, "") if isinstance(role, str) else ""
    return filled(template, change, scene)


_JOINED_AS = "{member} joined {team} as {role}"


def _member(change: Change, scene: Scene) -> str:
    item = change.after
    if change.before is not None or not isinstance(item, Mapping):
        return ""
    role = item.get("role")
    if role in (None, "teacher"):
        return ""
    return filled(_JOINED_AS, change, scene, role=in_words(Kind.WORD, role, scene))


CLOSED_WITH = "closed the cycle: {outcome}"


def _closed(change: Change, scene: Scene) -> str:
    outcome = scene.around["record"].get("outcome")
    if change.before is not None or outcome is None:
        return ""
    shown = in_words(Kind.WORD, outcome, scene)
    return filled(CLOSED_WITH, change, scene, outcome=shown)


_SEVERAL = "{number} versions of {contested}, waiting for the team"
_DECIDED = "decided {contested}: {value}"


def _contested(change: Change, scene: Scene) -> str:
    """Say how many values a field has, or which of them it kept."""
    if change.after is not None:
        entry = change.after if isinstance(change.after, Mapping) else {}
        number = len(items_of(entry.get("values")))
        template = _SEVERAL if change.before is None and number > 2 else ""
        return filled(template, change, scene, number=str(number))
    field = scene.words["contested"]
    place = scene_at(field, scene.names, scene.year)
    kept = Ways(scene.around["record"]).at(keys_of(field))
    if kept is None or isinstance(kept, Mapping):
        return ""
    shown = in_words(phrase_of(place).kind, kept, place)
    return filled(_DECIDED, change, scene, value=shown)


_RECORDS = {
    "priority": ("started the cycle {title}", "took away the cycle {title}"),
    "team": ("started the team {team}", "took away the team {team}"),
    "meeting": ("{team} met on {when}", "took away the {meeting}"),
    "settings": ("began the journal {name}", "took away the settings of the journal"),
    "model": ("added the model {model}", "took away the model {model}"),
}


def _record(change: Change, scene: Scene) -> str:
    record = scene.around["record"]
    title, name = text(record.get("title")), text(record.get("name"))
    template = _RECORDS[scene.spot.kind][int(change.after is None)]
    return filled(template, change, scene, title=title, name=name)


_SPECIAL: Mapping[str, Callable[[Change, Scene], str]] = {
    "action.actions.*": _action,
    "action.learning.*": _learning,
    "action.actions.*.status": _status,
    "action.learning.*.status": _status,
    "evidence.measures.*": _measure,
    "evidence.measures.*.groups.*": _group,
    "evidence.measures.*.results.*": _result,
    "team.members.*": _member,
    "review.closed": _closed,
    **{f"{kind}.contested.*": _contested for kind in (*STAGES, *_RECORDS)},
    **dict.fromkeys(_RECORDS, _record),
}
