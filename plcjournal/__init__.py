"""A command-line journal for teachers who improve their teaching together."""

__version__ = "0.1.0"
