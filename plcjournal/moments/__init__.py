"""Which saved state of a journal words mean, and what its records said then."""

from plcjournal.moments.moment import (
    Moment,
    NoPast,
    NoSuchMoment,
    NotSavedHere,
    TooEarly,
    now,
    resolve,
    since,
    spoken,
)

__all__ = [
    "Moment",
    "NoPast",
    "NoSuchMoment",
    "NotSavedHere",
    "TooEarly",
    "now",
    "resolve",
    "since",
    "spoken",
]
