"""Every rule of a journal: how bad it is to break it, and why it exists."""

from typing import NamedTuple

from plcjournal.core import layout
from plcjournal.core.findings import Finding, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Rule(NamedTuple):
    """One rule; its name never changes, so that scripts may rely on it."""

    name: str
    severity: Severity
    reason: str


_RULES = (
    # The shape of a single record.
    ("unreadable", ERROR, "What cannot be read cannot be shown, saved or merged."),
    ("newer-format", WARNING, "A newer plc wrote it; this one leaves it as it is."),
    ("missing-key", ERROR, "Without it nobody can tell what the record is about."),
    ("unknown-key", ERROR, "A misspelt key would silently lose what stands there."),
    ("wrong-kind", ERROR, "A number, date or list elsewhere could not be counted."),
    ("not-one-of", ERROR, "Cycles can only be compared when the words are the same."),
    ("bad-date", ERROR, "Dates order the story; a day that never was has no place."),
    ("bad-id", ERROR, "Ids are typed in commands and file names on every system."),
    ("one-line", ERROR, "The text is shown in lists, where only one line fits."),
    ("empty", ERROR, "An empty text says nothing to the team."),
    ("invisible-character", ERROR, "Nobody can see, or mend, what is invisible."),
    # Between the fields of one cycle.
    ("double-id", ERROR, "Two items of one name could not be told apart."),
    ("double-result", ERROR, "Two figures for one date and group contradict."),
    ("unknown-reference", ERROR, "A link to nothing hides the reason for an action."),
    ("dates-in-order", WARNING, "A cycle opens before it is reviewed and closed."),
    ("size-missing", ERROR, "A count means nothing without how many there were."),
    ("impossible-count", ERROR, "More learners than there are is a slip of the pen."),
    ("impossible-level", ERROR, "Levels add up to the size of the group."),
    ("outside-scale", ERROR, "A figure outside the scale is a slip of the pen."),
    ("value-beside-counts", ERROR, "What can be computed from counts is not stored."),
    ("no-figure", WARNING, "A result without a figure shows nothing."),
    ("half-a-pair", WARNING, "Learners are paired by a date and a correlation."),
    ("no-baseline", WARNING, "Without a baseline nobody can say what changed."),
    ("done-without-status", WARNING, "A done date belongs to an action that is done."),
    (
        "dropped-without-why",
        WARNING,
        "The reason helps the next team that has the idea.",
    ),
    (
        "action-without-reason",
        NOTE,
        "An action linked to evidence can be judged by it.",
    ),
    (
        "closed-without-outcome",
        ERROR,
        "A closed cycle says how it went, also if badly.",
    ),
    ("closed-without-learning", ERROR, "What was learned is why we keep a journal."),
    ("answer-to-no-step", NOTE, "The model has changed; the answer is kept."),
    ("still-open", NOTE, "The model asks for it; take it or leave it."),
    ("contested", WARNING, "Two people decided differently; the team can choose."),
    # What keeps a review honest.
    ("stale-review", WARNING, "A review speaks of the evidence it was based on."),
    (
        "prediction-after-result",
        WARNING,
        "Only what was said beforehand can be put to the test.",
    ),
    (
        "not-like-with-like",
        NOTE,
        "Other learners or another task can make a change of their own.",
    ),
    (
        "claim-without-evidence",
        NOTE,
        "Others can only build on what rests on evidence.",
    ),
    (
        "outcome-without-evidence",
        NOTE,
        "To say that one cannot tell is as good an outcome as any.",
    ),
    (
        "evidence-without-action",
        NOTE,
        "Evidence helps learners once somebody acts on it.",
    ),
    # Between records.
    ("team-and-folder", ERROR, "The folder says whose cycle it is."),
    ("unknown-team", ERROR, "A cycle belongs to a team of this journal."),
    ("unknown-model", WARNING, "Without its model plc cannot guide the cycle."),
    ("model-fit", NOTE, "A model works best the way it is meant; the team decides."),
    ("own-model-wins", NOTE, "Cycles follow it, not the one of the same id in plc."),
    ("unknown-cycle", ERROR, "A link to a cycle leads to one that exists."),
    ("unknown-member", WARNING, "The people of a meeting are members of its team."),
    ("missing-record", WARNING, "A cycle has four records."),
    ("record-gone", ERROR, "What a cycle's record said is not lost by a slip."),
    ("strange-file", NOTE, "plc reads only the files it knows."),
    # Learners stay unknown.
    ("group-too-small", ERROR, "No authority publishes figures about fewer than 5."),
    ("small-group", ERROR, "A figure about few learners points at each of them."),
    ("small-cell", ERROR, "One to four learners in a cell can be recognised."),
    ("e-mail-address", ERROR, "An address names a person for ever."),
    ("listed-name", ERROR, "The name is on this machine's list of names to keep out."),
    ("few-by-subtraction", ERROR, "What is left between two figures is a figure too."),
    ("cell-under-ten", WARNING, "Who knows the class can often guess who is meant."),
    ("learner-number", ERROR, "A number given to one person names that person."),
    ("number-like-an-id", WARNING, "A number given to one person names that person."),
    ("phone-number", ERROR, "A telephone number leads to one family."),
    (
        "post-code",
        WARNING,
        "A few homes share a code; beside other facts it names one.",
    ),
    ("birth-date", ERROR, "In a class hardly two share a date of birth."),
    (
        "one-learner-marks",
        ERROR,
        "The marks of one learner are nobody else's business.",
    ),
    ("names-in-a-table", ERROR, "A row for each learner tells of every one of them."),
    (
        "likely-name",
        WARNING,
        "A first name is enough for everybody who knows the class.",
    ),
    ("points-at-one", WARNING, "Everybody at the school knows who the only one is."),
    ("sensitive-category", WARNING, "It is private; about few, it is told of each."),
    ("sensitive-few", ERROR, "What is private about few learners is told of each."),
    ("idle-allowance", NOTE, "What is allowed for no reason lets the next one pass."),
    ("file-shows-place", ERROR, "It says where learners are, often to the metre."),
    ("file-says-who", WARNING, "Files carry along who made them, unseen, for ever."),
    ("file-too-large", ERROR, "plc looks into no file so large, and copies carry it."),
    ("file-not-seen", NOTE, "What plc cannot look into, only a person can judge."),
)

# What keeps a file from being read, or from saying what was meant; found by the codec.
_TYPED = (
    ("too-large", ERROR, "A record is a few lines; this is something else."),
    ("not-utf-8", ERROR, "Letters of another encoding would come out wrong."),
    ("control-character", ERROR, "Nobody can see, or mend, what is invisible."),
    ("line-separator", ERROR, "Programs disagree whether a line ends there."),
    ("conflict-marker", ERROR, "Two versions stand here; a person must choose."),
    ("empty", ERROR, "An empty text says nothing to the team."),
    ("byte-order-mark", WARNING, "Some programs take it for a part of the first word."),
    ("line-ends", WARNING, "Mixed line ends make every line look changed."),
    ("not-a-record", ERROR, "A record is a set of keys with values."),
    ("key-twice", ERROR, "Only one of two values could be kept."),
    ("several-documents", ERROR, "A file holds one record."),
    ("directive", ERROR, "It would change how the rest is read."),
    ("anchor", ERROR, "A value stands where it belongs, not elsewhere."),
    ("alias", ERROR, "A value stands where it belongs, not elsewhere."),
    ("tag", ERROR, "plc knows the kind of each value; nothing needs a mark."),
    ("merge-key", ERROR, "A value stands where it belongs, not elsewhere."),
    ("complex-key", ERROR, "A key is a word."),
    ("no-key", ERROR, "A value without a key cannot be found again."),
    ("too-deep", ERROR, "No record goes that deep; a bracket may be missing."),
    ("too-many", ERROR, "A record is a few lines; this is something else."),
    ("stray-item", ERROR, "An item belongs under the key of its list."),
    ("not-readable", ERROR, "What cannot be read cannot be shown, saved or merged."),
    ("colon-in-text", ERROR, "A colon and a space would begin another value."),
    ("special-start", ERROR, "Some signs at the start of a text mean something."),
    ("smart-quotes", ERROR, "Curly quotes are letters, not quotes."),
    ("apostrophe", ERROR, "An apostrophe ends a text in single quotes."),
    ("unclosed-quote", ERROR, "Everything after it would belong to the text."),
    ("text-after-quote", ERROR, "What follows the closing quote would be lost."),
    ("quote-inside", ERROR, "A quote inside a quoted text ends it."),
    ("backslash", ERROR, "A backslash in double quotes means something."),
    ("unclosed-bracket", ERROR, "Everything after it would belong to the list."),
    ("list-beside-key", ERROR, "A list begins on the line below its key."),
    ("no-space-after-colon", ERROR, "Without the space it is one long word."),
    ("dash-without-space", WARNING, "Without the space it is no list."),
    ("no-colon", ERROR, "A key and its value are parted by a colon."),
    ("indentation", ERROR, "What belongs together begins at the same column."),
    ("tab-indentation", ERROR, "Programs disagree how wide a tab is."),
    ("comment-eats-text", WARNING, "Text after a # would be lost without a word."),
)

RULES = {
    name: Rule(name, severity, reason) for name, severity, reason in (*_RULES, *_TYPED)
}
TYPED = frozenset(name for name, *_ in _TYPED)


def _whole_path(path: str, field: str) -> str:
    """Answer a field as people type it, with its stage, team or `plc` in front."""
    spot = layout.spot(path)
    if spot is None or not field or field.startswith(f"{spot.start}."):
        return field
    return f"{spot.start}.{field}"


def finding(  # noqa: PLR0913  # the parts of one finding
    rule: str,
    path: str,
    message: str,
    *,
    loc: tuple[str | int, ...] = (),
    field: str = "",
    fix: str = "",
) -> Finding:
    """Make a finding of a rule, with the severity the rule has."""
    return Finding(
        severity=RULES[rule].severity,
        rule=rule,
        path=path,
        message=message,
        fix=fix,
        field=_whole_path(path, field),
        loc=loc,
    )
