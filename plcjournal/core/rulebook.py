"""Every rule of a journal: how bad it is to break it, and why it exists."""

from dataclasses import dataclass

from plcjournal.core.findings import Finding, Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


@dataclass(frozen=True, slots=True)
class Rule:
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
    # Between records.
    ("team-and-folder", ERROR, "The folder says whose cycle it is."),
    ("unknown-team", ERROR, "A cycle belongs to a team of this journal."),
    ("unknown-model", WARNING, "Without its model plc cannot guide the cycle."),
    ("unknown-cycle", ERROR, "A link to a cycle leads to one that exists."),
    ("unknown-member", WARNING, "The people of a meeting are members of its team."),
    ("missing-record", WARNING, "A cycle has four records."),
    ("strange-file", NOTE, "plc reads only the files it knows."),
    # Text that people typed.
    ("typed-text", ERROR, "What a person typed must read the way it was meant."),
    # Learners stay unknown.
    ("small-group", ERROR, "A figure about few learners points at each of them."),
    ("small-cell", ERROR, "One to four learners in a cell can be recognised."),
    ("e-mail-address", ERROR, "An address names a person for ever."),
    ("listed-name", ERROR, "The name is on this machine's list of names to keep out."),
)

RULES = {name: Rule(name, severity, reason) for name, severity, reason in _RULES}


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
        field=field,
        loc=loc,
    )
