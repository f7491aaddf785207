"""What must never enter a public history: people, and figures that point at them.

Errors are what must not be kept; warnings are what a person should look at again.
"""

from plcjournal.core.privacy.idle import idle_among, idle_entries, times_said
from plcjournal.core.privacy.records import check, known_words, look_at, watch_over
from plcjournal.core.privacy.texts import Watch, check_file, check_text, watched

__all__ = [
    "Watch",
    "check",
    "check_file",
    "check_text",
    "idle_among",
    "idle_entries",
    "known_words",
    "look_at",
    "times_said",
    "watch_over",
    "watched",
]
