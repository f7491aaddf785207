"""Changes to a journal: a journal in, a journal out."""
