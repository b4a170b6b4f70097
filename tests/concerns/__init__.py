"""Tests of concerns and their clocks."""
