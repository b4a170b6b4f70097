"""Drills: what must hold when a process dies, and what may never lie anywhere in the clear."""
