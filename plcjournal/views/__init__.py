"""Result values into text for people; no decisions."""
