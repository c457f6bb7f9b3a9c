"""An estimate for people: its reading in three sentences, and its table."""

from assistant.export.footprint.reading import three_sentences
from assistant.export.footprint.table import footprint_csv

__all__ = ["footprint_csv", "three_sentences"]
