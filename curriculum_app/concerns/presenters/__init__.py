"""What the pages of concerns show. Nothing in them claims that the program has reported anything."""
