"""What the pages of home show, in words: the first page, and the lesson of a session beside its girls."""
