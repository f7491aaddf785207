"""Every rule fires where it is broken, is silent where it is kept, and says so well."""

import re

import pytest
from builders import GONE, NAME, Change, findings

from plcjournal.core.findings import Severity
from plcjournal.core.rulebook import RULES, TYPED

ELSEWHERE = {
    "evidence-without-action",  # test_honest
    "own-model-wins",  # test_seeing_models
    "model-fit",  # test_carrying_on
    "unreadable",  # the codec and the folder
    "strange-file",  # saving by hand
    "missing-record",  # test_reading
    "record-gone",  # test_gone_records
    "file-shows-place",  # test_attached_files
    "file-too-large",
    "names-in-a-table",
    "file-says-who",
    "file-not-seen",
    *(TYPED - {"empty"}),  # the codec
}
FOREIGN = {"id": "other", "now": "held"}
STAGES = "priority, evidence, action, review"
TALKS = {"id": "talks", "what": "Again", "because": ["task"]}
CLAIM = {"id": "lines", "claim": "Again"}
RESULT = "measures/0/results/0/"
LATER = "measures/0/results/1/"
PAIRS = {"with": "2025-10-08", "size": 57, "correlation": 0.6}

# rule, a change that breaks it, a change beside it that does not
TABLE: list[tuple[str, Change, Change]] = [
    ("newer-format", ("priority", "format", 2), ("priority", "format", 1)),
    ("newer-format", ("team", "format", 1.5), ("team", "format", None)),
    ("missing-key", ("priority", "title", GONE), ("priority", "need", GONE)),
    ("missing-key", ("priority", "title", None), ("priority", "need", None)),
    ("unknown-key", ("priority", "titel", "x"), ("priority", "x_titel", "x")),
    ("unknown-key", ("priority", "extra", {"a": 1}), ("priority", "x_", {"a": 1})),
    (
        "unknown-key",
        ("action", "learning/0/with_", "coach"),
        ("action", "learning/0/with", "coach"),
    ),
    ("wrong-kind", ("priority", "need", ["a"]), ("priority", "need", "a\nb")),
    ("wrong-kind", ("priority", "learners", "x"), ("priority", "learners", None)),
    ("wrong-kind", ("priority", "learners/size", True), ("plc", "weeks", 6.0)),
    ("wrong-kind", ("action", "actions", "x"), ("action", "actions", None)),
    ("not-one-of", ("review", "outcome", "Met!"), ("review", "outcome", "partly")),
    (
        "bad-date",
        ("priority", "opened", "2025-02-30"),
        ("priority", "opened", "2025-02-28"),
    ),
    ("bad-date", ("priority", "opened", 2025), ("priority", "opened", None)),
    ("bad-id", ("priority", "model", "Small"), ("priority", "model", "small")),
    ("bad-id", ("model", "id", "other"), ("model", "aliases", ["other"])),
    ("one-line", ("priority", "title", "a\nb"), ("priority", "need", "a\nb")),
    ("empty", ("priority", "title", " \u200b"), ("priority", "title", "0")),
    (
        "invisible-character",
        ("priority", "need", "a\x07b"),
        ("priority", "need", "a\tb \u200d"),
    ),
    (
        "double-id",
        ("action", "actions/1", TALKS),
        ("action", "actions/1", {**TALKS, "id": "b"}),
    ),
    (
        "double-id",
        ("review", "learned/1", CLAIM),
        ("review", "learned/1", {**CLAIM, "id": "b"}),
    ),
    (
        "double-id",
        ("team", "members/2", {"id": "coach", "name": "Other"}),
        ("team", "members/2", {"id": "coach-b", "name": "Math coach"}),
    ),
    (
        "double-id",
        ("plc", "network", [{"id": "a", "url": "x"}, {"id": "a", "url": "y"}]),
        ("plc", "network", [{"id": "a", "url": "x"}, {"id": "b", "url": "x"}]),
    ),
    (
        "double-id",
        ("review", "assumptions/1", {"id": "practice", "now": "held"}),
        ("review", "assumptions", []),
    ),
    (
        "double-id",
        ("evidence", "measures/0/groups/1", {"id": "room-12"}),
        ("evidence", "measures/0/groups/1", {"id": "room-13"}),
    ),
    (
        "double-result",
        ("evidence", "measures/0/results/1/date", "2025-10-08"),
        ("evidence", "measures/0/results/1/group", "room-12"),
    ),
    (
        "unknown-reference",
        ("action", "actions/0/because/0", "tasks"),
        ("action", "actions/0/because/0", "argue"),
    ),
    (
        "unknown-reference",
        ("review", "learned/0/because/0", "talks"),
        ("review", "learned/0/because/0", "digits"),
    ),
    (
        "unknown-reference",
        ("review", "assumptions/0", FOREIGN),
        ("review", "assumptions", None),
    ),
    (
        "unknown-reference",
        ("action", "actions/0/round", "second"),
        ("action", "actions/0/round", "first"),
    ),
    (
        "unknown-reference",
        ("action", "log/0/round", "second"),
        ("action", "log/0/round", "first"),
    ),
    (
        "unknown-reference",
        ("evidence", RESULT + "round", "second"),
        ("evidence", RESULT + "round", "first"),
    ),
    (
        "unknown-reference",
        ("evidence", RESULT + "group", "room-1"),
        ("evidence", RESULT + "group", "room-12"),
    ),
    (
        "unknown-reference",
        ("evidence", "measures/0/targets/0/group", "rom-12"),
        ("evidence", "measures/0/targets/0/group", "room-12"),
    ),
    (
        "unknown-reference",
        ("evidence", "measures/0/groups/0/part_of", "school"),
        ("evidence", "measures/0/groups/0/part_of", None),
    ),
    (
        "dates-in-order",
        ("priority", "review_by", "2025-09-30"),
        ("priority", "review_by", "2025-10-01"),
    ),
    (
        "dates-in-order",
        ("review", "held", "2025-09-30"),
        ("review", "held", "2025-10-01"),
    ),
    (
        "dates-in-order",
        ("review", "closed", "2025-12-09"),
        ("review", "closed", "2025-12-11"),
    ),
    (
        "dates-in-order",
        ("review", "closed", "2024-12-09"),
        ("evidence", RESULT + "date", "2024-01-01"),
    ),
    (
        "size-missing",
        ("evidence", RESULT + "size", None),
        ("evidence", RESULT + "size", 64),
    ),
    (
        "size-missing",
        ("evidence", "measures/0/results/0", {"date": "2025-10-08", "mean": 3}),
        ("evidence", "measures/0/results/0", {"date": "2025-10-08", "value": 3}),
    ),
    (
        "impossible-count",
        ("evidence", RESULT + "count", 65),
        ("evidence", RESULT + "count", 64),
    ),
    (
        "impossible-count",
        ("evidence", RESULT + "size", 0),
        ("evidence", RESULT + "count", 0),
    ),
    (
        "impossible-count",
        ("evidence", RESULT + "sd", -0.1),
        ("evidence", RESULT + "sd", 0),
    ),
    (
        "impossible-count",
        ("evidence", RESULT + "suppressed", True),
        (
            "evidence",
            "measures/0/results/0",
            {"date": "2025-10-08", "suppressed": True},
        ),
    ),
    (
        "impossible-level",
        (
            "evidence",
            "measures/0/results/0",
            {"date": "2025-10-08", "size": 64, "levels": {"1": 63}},
        ),
        (
            "evidence",
            "measures/0/results/0",
            {"date": "2025-10-08", "size": 64, "levels": {"1": 64}},
        ),
    ),
    (
        "outside-scale",
        ("evidence", RESULT + "mean", 20.5),
        ("evidence", RESULT + "mean", 20),
    ),
    (
        "outside-scale",
        ("evidence", "measures/0/cut/at", 21),
        ("evidence", "measures/0/cut", None),
    ),
    (
        "outside-scale",
        ("evidence", "measures/0/scale/min", 30),
        ("evidence", "measures/0/scale", {}),
    ),
    (
        "outside-scale",
        ("evidence", "measures/0/targets/0/value", 101),
        ("evidence", "measures/0/targets/0/value", 100),
    ),
    (
        "outside-scale",
        ("evidence", "measures/0/prediction/value", -1),
        ("evidence", "measures/0/prediction", None),
    ),
    (
        "outside-scale",
        ("evidence", "measures/0/unit", "score"),
        ("evidence", "measures/0/unit", "percent"),
    ),
    (
        "outside-scale",
        (
            "evidence",
            "measures/0/results/0",
            {"date": "2025-10-08", "levels": {"21": 40}},
        ),
        (
            "evidence",
            "measures/0/results/0",
            {"date": "2025-10-08", "levels": {"good": 40}},
        ),
    ),
    (
        "value-beside-counts",
        ("evidence", RESULT + "value", 40),
        ("evidence", RESULT + "count", 40),
    ),
    (
        "no-figure",
        ("evidence", "measures/0/results/0", {"date": "2025-10-08", "size": 64}),
        (
            "evidence",
            "measures/0/results/0",
            {"date": "2025-10-08", "suppressed": True},
        ),
    ),
    (
        "half-a-pair",
        ("evidence", LATER + "paired", {**PAIRS, "correlation": None}),
        ("evidence", LATER + "paired", PAIRS),
    ),
    (
        "outside-scale",
        ("evidence", LATER + "paired", {**PAIRS, "correlation": -1.01}),
        ("evidence", LATER + "paired", {**PAIRS, "correlation": -1}),
    ),
    (
        "unknown-reference",
        ("evidence", LATER + "paired", {**PAIRS, "with": "2025-10-09"}),
        ("evidence", LATER + "paired", PAIRS),
    ),
    (
        "impossible-count",
        ("evidence", LATER + "paired", {**PAIRS, "size": 63}),
        ("evidence", LATER + "paired", {**PAIRS, "size": 62}),
    ),
    (
        "no-baseline",
        ("evidence", RESULT + "role", "interim"),
        ("evidence", "measures/0/results", []),
    ),
    (
        "no-baseline",
        ("evidence", RESULT + "date", "2025-12-04"),
        ("evidence", RESULT + "date", "2025-12-02"),
    ),
    (
        "done-without-status",
        ("action", "actions/0/status", "doing"),
        ("action", "actions/0/done", None),
    ),
    (
        "dropped-without-why",
        ("action", "actions/0", {**TALKS, "status": "dropped"}),
        ("action", "actions/0", {**TALKS, "status": "dropped", "why": "No time"}),
    ),
    (
        "action-without-reason",
        ("action", "actions/0/because", []),
        ("evidence", "measures", []),
    ),
    ("closed-without-outcome", ("review", "outcome", None), ("review", "closed", None)),
    ("closed-without-learning", ("review", "learned", []), ("review", "closed", None)),
    (
        "answer-to-no-step",
        ("review", "answers", {"old": "x"}),
        ("review", "answers", {"old": " "}),
    ),
    ("still-open", ("priority", "need", None), ("priority", "question", None)),
    (
        "contested",
        ("review", "contested", [{"field": "review.next"}]),
        ("review", "contested", None),
    ),
    (
        "stale-review",
        ("review", "based_on", "sha256:0"),
        ("review", "based_on", None),
    ),
    (
        "prediction-after-result",
        ("evidence", "measures/0/prediction/made", "2025-12-04"),
        ("evidence", "measures/0/prediction/made", "2025-12-03"),
    ),
    (
        "not-like-with-like",
        ("evidence", LATER + "size", 57),
        ("evidence", LATER + "size", 58),
    ),
    (
        "claim-without-evidence",
        ("review", "learned/0", {**CLAIM, "confidence": "strong"}),
        ("review", "learned/0", CLAIM),
    ),
    (
        "outcome-without-evidence",
        ("evidence", "measures/0/results/1", GONE),
        ("review", "outcome", "cannot-tell"),
    ),
    ("team-and-folder", ("priority", "team", "math"), ("priority", "team", None)),
    ("team-and-folder", ("meeting", "team", "math"), ("meeting", "team", None)),
    ("unknown-team", ("team", "", GONE), ("team", "members", [])),
    (
        "unknown-team",
        ("meetings/notes.yaml", "", {}),
        ("meetings/notes.yaml", "", {"team": "maths"}),
    ),
    (
        "unknown-model",
        ("priority", "model", "smal"),
        ("priority", "model", "short-one"),
    ),
    ("unknown-model", ("plc", "model", "large"), ("plc", "model", "small")),
    (
        "unknown-cycle",
        ("priority", "follows", "maths/2024-fractions"),
        ("priority", "follows", NAME),
    ),
    ("unknown-cycle", ("meeting", "cycles", ["fractions"]), ("meeting", "cycles", [])),
    (
        "unknown-member",
        ("meeting", "present", ["coahc"]),
        ("meeting", "present", ["coach"]),
    ),
    (
        "group-too-small",
        ("plc", "privacy", {"min_group": 4}),
        ("plc", "privacy", {"min_group": 5}),
    ),
    (
        "group-too-small",
        ("plc", "privacy", {"min_group": 4}),
        ("plc", "privacy", {"min_group": 5}),
    ),
    (
        "small-group",
        ("evidence", RESULT + "size", 9),
        ("plc", "privacy", {"min_group": 5}),
    ),
    (
        "small-cell",
        ("evidence", RESULT + "count", 4),
        ("evidence", RESULT + "count", 5),
    ),
    (
        "e-mail-address",
        ("action", "log/0/text", "Ask a@b.org"),
        ("action", "log/0/text", "Ask @b.org"),
    ),
    (
        "listed-name",
        ("action", "log/0/text", "Zoë reads"),
        ("action", "log/0/text", "Zoo reads"),
    ),
    (
        "few-by-subtraction",
        (
            "evidence",
            "measures/0/results/2",
            {"date": "2025-10-08", "group": "room-12", "size": 61},
        ),
        (
            "evidence",
            "measures/0/results/2",
            {"date": "2025-10-09", "group": "room-12", "size": 61},
        ),
    ),
    (
        "cell-under-ten",
        ("evidence", RESULT + "count", 9),
        ("evidence", RESULT + "count", 10),
    ),
    (
        "idle-allowance",
        ("plc", "privacy", {"allow": [{"reason": "We agreed"}]}),
        ("plc", "privacy", {"allow": [{"words": "fractions", "reason": "A title"}]}),
    ),
    (
        "learner-number",
        ("action", "log/0/text", "Ask about UPN B801200005001"),
        ("action", "log/0/text", "Ask about UPN A"),
    ),
    (
        "number-like-an-id",
        ("action", "log/0/text", "The one with 204518377"),
        ("action", "log/0/text", "Place value: 204,518,377"),
    ),
    (
        "phone-number",
        ("action", "log/0/text", "Ring 020 7946 0123"),
        ("action", "log/0/text", "From 2025-10-08 to 2025-12-03"),
    ),
    (
        "post-code",
        ("action", "log/0/text", "Lives near SW1A 1AA"),
        ("action", "log/0/text", "Lives near here"),
    ),
    (
        "birth-date",
        ("action", "log/0/text", "He was born on 3 May 2015"),
        ("action", "log/0/text", "It was read on 3 May 2015"),
    ),
    (
        "one-learner-marks",
        ("action", "log/0/text", "He scored 4/10"),
        ("action", "log/0/text", "The class scored 4/10"),
    ),
    (
        "likely-name",
        ("action", "log/0/text", "Tegwen's book shows it"),
        ("action", "log/0/text", "The teacher's book shows it"),
    ),
    (
        "points-at-one",
        ("action", "log/0/text", "The only girl spoke"),
        ("action", "log/0/text", "The only way is to ask"),
    ),
    (
        "sensitive-category",
        ("action", "log/0/text", "Learners with dyslexia read"),
        ("action", "log/0/text", "The SEN coordinator came"),
    ),
    (
        "sensitive-few",
        ("action", "log/0/text", "Three learners with dyslexia read"),
        ("action", "log/0/text", "Learners with dyslexia read"),
    ),
]


@pytest.mark.parametrize(("rule", "broken", "kept"), TABLE)
def test_a_rule_fires_where_it_is_broken_and_only_there(
    rule: str, broken: Change, kept: Change
) -> None:
    found = [f for f in findings(broken, names=("Zoe",)) if f.rule == rule]
    assert found
    assert all(f.severity is RULES[rule].severity for f in found)
    assert rule not in {f.rule for f in findings(kept, names=("Zoe",))}


@pytest.mark.parametrize(("rule", "broken", "kept"), TABLE)
def test_every_message_is_one_plain_sentence(
    rule: str, broken: Change, kept: Change
) -> None:
    del kept
    for found in findings(broken, names=("Zoe",)):
        if found.rule == rule:
            text = found.message
            assert re.match(r"['A-Z0-9-]|plc ", text), text
            assert text.endswith((".", "?", ": plc next")), text
            assert len(text) <= 160
            assert not re.search(
                r"None|\n|Input|validation|dict\b|tuple|str\b|\bgit\b", text
            )
            assert found.path


def test_a_whole_journal_has_no_finding() -> None:
    assert findings() == ()


def test_no_rule_is_without_a_case() -> None:
    assert {rule for rule, *_ in TABLE} | ELSEWHERE == {*RULES}


def test_every_rule_has_a_reason_in_one_sentence() -> None:
    for rule in RULES.values():
        assert re.fullmatch(r"([A-Z]|plc).*\.", rule.reason), rule
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name)


def test_what_the_contract_only_warns_of_blocks_nothing() -> None:
    mild = {
        rule.name
        for rule in RULES.values()
        if rule.severity is not Severity.ERROR and rule.name not in TYPED
    }
    assert mild == {
        "newer-format",
        "dates-in-order",
        "no-figure",
        "half-a-pair",
        "no-baseline",
        "stale-review",
        "prediction-after-result",
        "not-like-with-like",
        "claim-without-evidence",
        "outcome-without-evidence",
        "evidence-without-action",
        "done-without-status",
        "dropped-without-why",
        "action-without-reason",
        "answer-to-no-step",
        "still-open",
        "contested",
        "unknown-model",
        "unknown-member",
        "missing-record",
        "strange-file",
        "own-model-wins",
        "model-fit",
        *("cell-under-ten", "number-like-an-id", "post-code", "likely-name"),
        *("points-at-one", "sensitive-category", "idle-allowance"),
        *("file-says-who", "file-not-seen"),
    }
