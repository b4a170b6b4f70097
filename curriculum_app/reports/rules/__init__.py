"""What the figures of reports mean, as pure functions: rates with their uncertainty, counts and groups."""
