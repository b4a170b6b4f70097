"""What can be done with accounts: sign in and out, choose secrets, make accounts, give and end roles."""
