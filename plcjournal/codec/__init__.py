"""YAML text and plain values: read, write, edit, mend; the only importer of YAML."""
