"""The days of a journal as a file that calendars read."""
