"""Marks from a sheet of rows: which column, what each cell says, and the totals."""
