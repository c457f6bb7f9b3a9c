"""Load the official code files of territories into a home: communes, EPCI, overseas, postcodes, perimeters."""

from ingestion.territories.loading import LoadReport, Perimeter, UnknownRow, load

__all__ = ["LoadReport", "Perimeter", "UnknownRow", "load"]
