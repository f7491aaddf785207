"""What changed, told as a colleague would: a change in, a sentence out."""
