"""What attendance means, without a database: words, one mark's value, verdicts, tallies and completion."""
