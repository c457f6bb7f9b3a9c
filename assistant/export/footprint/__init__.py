"""An estimate for people: its reading in three sentences, and its table."""

from assistant.export.footprint.reading import three_sentences
from assistant.export.footprint.table import CSV_TYPE, footprint_csv

__all__ = ["CSV_TYPE", "footprint_csv", "three_sentences"]
