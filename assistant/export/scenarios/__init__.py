"""A comparison of scenarios in French sentences."""

from assistant.export.scenarios.words import comparison_sentences, frame_sentence, scenario_sentences

__all__ = ["comparison_sentences", "frame_sentence", "scenario_sentences"]
