"""The words that privacy looks for and lets pass: data, folded as texts are."""
