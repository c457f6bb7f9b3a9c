"""Drafting, the pure part: what is still worth asking, how complete a file is, and how a field is said otherwise.

Nothing here writes a fact: a question follows from what is missing, a variant is made of the sentences of its field,
and what a variant loses is told. The agent, the command line, the API and the pages share it.
"""

from assistant.drafting.checking import VariantCheck, check_variant
from assistant.drafting.checklist import Checklist, find_checklist, load_checklists
from assistant.drafting.completeness import Completeness, ItemState, completeness_of
from assistant.drafting.fields import SheetField, find_field, load_fields, statements_of, with_kept, with_statements
from assistant.drafting.interview import Known, Need, known_of_sheet, needs
from assistant.drafting.rewriting import Rewriting, Style, Variant, load_styles, rewrite

__all__ = [
    "Checklist",
    "Completeness",
    "ItemState",
    "Known",
    "Need",
    "Rewriting",
    "SheetField",
    "Style",
    "Variant",
    "VariantCheck",
    "check_variant",
    "completeness_of",
    "find_checklist",
    "find_field",
    "known_of_sheet",
    "load_checklists",
    "load_fields",
    "load_styles",
    "needs",
    "rewrite",
    "statements_of",
    "with_kept",
    "with_statements",
]
