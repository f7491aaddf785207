"""Spreadsheets as rows of cells, whatever program wrote them; nothing is kept."""
