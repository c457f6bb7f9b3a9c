"""A comparison of scenarios in French sentences."""

from assistant.export.scenarios.words import scenario_sentences

__all__ = ["scenario_sentences"]
