"""The access matrix: every route × everybody × whose object it is × every method, against a table written by hand."""
