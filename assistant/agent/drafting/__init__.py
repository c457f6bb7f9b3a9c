"""Drafting over the sheets of a home: completeness of a file, variants of a field, the one that is chosen kept."""

from assistant.agent.drafting.desk import DraftingDesk

__all__ = ["DraftingDesk"]
