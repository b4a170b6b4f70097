"""What the pages of notes and of fidelity logs show."""
