"""An old tracker, row by row, as cycles: which column is what, and what comes of it."""
