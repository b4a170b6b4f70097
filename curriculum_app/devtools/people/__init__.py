"""Invented people: families with names, homes, languages and hours, all of them made up."""
