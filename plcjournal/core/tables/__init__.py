"""A journal as tidy tables, declared as data: a row an observation, ids to join by."""
