"""Tests of the benchmark: that the limit does the same work as the program, never how fast."""
