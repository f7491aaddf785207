"""What every record file begins with, and the fields people changed differently."""

from plcjournal.core.shape import Anything, Count, Day, Flag, Line, Many, Record, Words


class Dated(Record):
    """A record file: begins with the version of its kind of file."""

    format: Count = 1


class Signed(Record):
    """One of several values of a contested field, and who gave it when."""

    value: Anything = None
    absent: Flag = False
    by: Line | None = None
    date: Day | None = None


class Contested(Record):
    """A field that people changed differently, until somebody decides."""

    field: Words
    values: Many[Signed] = ()


class JournalRecord(Dated):
    """A record of a journal, in which several people may change the same field."""

    contested: Many[Contested] = ()
