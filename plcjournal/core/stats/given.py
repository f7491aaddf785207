"""What a formula may be given; everything else is refused by name."""

from __future__ import annotations

from math import isfinite

# Beyond it a count is no longer exact as a float.
MOST = 10**15


def finite(number: float, name: str) -> float:
    """Answer a number as a float.

    Raises:
        ValueError: it is NaN or infinite; `name` says in the message what it is.
    """
    try:
        answer = float(number)
    except OverflowError:
        answer = float("inf")
    if not isfinite(answer):
        raise ValueError(f"The {name} must be a finite number, not {answer}.")
    return answer


def whole(number: float, name: str, least: int = 0) -> int:
    """Answer a whole number.

    Raises:
        ValueError: it is NaN, infinite, broken, below `least` or above 10^15.
    """
    answer = finite(number, name)
    if answer != int(answer):
        raise ValueError(f"The {name} must be a whole number, not {number}.")
    if not least <= answer <= MOST:
        raise ValueError(f"The {name} must be from {least} to 10^15, not {number}.")
    return int(answer)


def spread(sd: float) -> float:
    """Answer a standard deviation.

    Raises:
        ValueError: it is NaN, infinite or below 0.
    """
    answer = finite(sd, "standard deviation")
    if answer < 0:
        raise ValueError(f"The standard deviation must not be below 0, as {sd} is.")
    return answer


def between(number: float, low: float, high: float, name: str) -> float:
    """Answer a number that lies strictly between two others.

    Raises:
        ValueError: it is NaN, or at or outside one of them.
    """
    answer = finite(number, name)
    if not low < answer < high:
        raise ValueError(f"The {name} must lie between {low} and {high}, not {number}.")
    return answer


def pairing(correlation: float) -> float:
    """Answer the correlation of two marks of each learner, -1 or more, below 1.

    Raises:
        ValueError: it is NaN or outside; at 1 every learner gained the same, and no
            formula for pairs has anything left to estimate the chance from.
    """
    answer = finite(correlation, "correlation")
    if not -1 <= answer < 1:
        raise ValueError(
            f"The correlation must be -1 or more and below 1, not {correlation}."
        )
    return answer
