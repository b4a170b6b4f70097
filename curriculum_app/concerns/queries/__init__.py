"""Reading concerns: what a reach means, the lists, one record with its texts, counts, people and notices."""
