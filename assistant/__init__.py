"""Jalon: the assistant with which French local authorities turn a transition idea into a project."""

__version__ = "0.1.0"
