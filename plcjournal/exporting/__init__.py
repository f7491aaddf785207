"""A journal for other programs and other readers: tables, a case study, minutes."""
