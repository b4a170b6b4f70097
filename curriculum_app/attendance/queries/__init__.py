"""Reads of attendance: sheets, their history, and what girls have earned."""
