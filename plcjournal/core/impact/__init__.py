"""What changed for learners, how sure that is, and what to bear in mind."""
