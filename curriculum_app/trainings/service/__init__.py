"""What is done with trainings, a file for each subject."""
