"""The shape of what people type about accounts: signing in, their own account, and other people's."""
