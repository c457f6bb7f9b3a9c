"""Hostile and damaged files of every format, and what reading them does."""
