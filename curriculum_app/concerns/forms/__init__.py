"""The forms of concerns: one for each question, so that each is saved by itself."""
