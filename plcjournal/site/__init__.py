"""A journal as pages: what may be seen by whom, the pages as values, files."""
