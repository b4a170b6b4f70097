"""What the pages of the curriculum show, one file a subject."""
