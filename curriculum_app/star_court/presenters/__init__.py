"""What the pages of hand-offs show. No title of theirs says what the programme is about."""
