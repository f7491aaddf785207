"""The command line: words of a person into calls, result values onto the screen."""
