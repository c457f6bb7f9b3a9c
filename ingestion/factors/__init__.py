"""Bring the emission factors that others publish into a table of one's own (``JALON_FACTORS``)."""

from ingestion.factors.base_carbone import BaseCarboneImport, import_base_carbone
from ingestion.factors.table import write_table

__all__ = ["BaseCarboneImport", "import_base_carbone", "write_table"]
