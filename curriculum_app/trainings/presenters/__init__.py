"""What the pages of trainings show."""
