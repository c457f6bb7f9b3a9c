"""Write a project sheet as a file: Markdown, JSON, PDF."""

from assistant.export.formats import FORMATS, MEDIA_TYPES, check_format, export_sheet

__all__ = ["FORMATS", "MEDIA_TYPES", "check_format", "export_sheet"]
