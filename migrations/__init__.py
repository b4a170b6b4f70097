"""The database's steps, numbered. Read by hand, reversible, tested up-down-up with rows on both databases."""
