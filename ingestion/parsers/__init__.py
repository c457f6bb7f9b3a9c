"""Read a file of any supported format into text, blocks and headings: one module a format, one function for all."""

from ingestion.parsers.dispatch import parse_file
from ingestion.parsers.model import Block, BlockKind, ParsedText, TextBuilder

__all__ = ["Block", "BlockKind", "ParsedText", "TextBuilder", "parse_file"]
