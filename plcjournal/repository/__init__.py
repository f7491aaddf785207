"""The git port: what history can be asked and told, in verbs of our own."""
