"""What must never enter a public history: people, and figures that point at them.

Errors are what must not be kept; warnings are what a person should look at again.
"""

from plcjournal.core.privacy.idle import idle_entries
from plcjournal.core.privacy.records import check, known_words
from plcjournal.core.privacy.texts import check_file, check_text

__all__ = ["check", "check_file", "check_text", "idle_entries", "known_words"]
