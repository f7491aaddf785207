"""What is said when a field of a record gets, changes or loses its value."""
