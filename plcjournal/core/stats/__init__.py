"""The formulas of what changed for learners: numbers in, numbers out."""
