"""Export: the project sheet and its deliberation as Markdown, DOCX, ODT, PDF or JSON, with the authority's head."""

from assistant.export.formats import FORMATS, MEDIA_TYPES, check_format, export_sheet
from assistant.export.letterhead import read_letterhead

__all__ = ["FORMATS", "MEDIA_TYPES", "check_format", "export_sheet", "read_letterhead"]
