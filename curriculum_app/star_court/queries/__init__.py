"""Reading hand-offs; every list is narrowed by `reach.within`, ordered and capped."""
