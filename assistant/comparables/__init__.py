"""Past operations like a project: found by their subject, likened by size, place and owner, told in plain French.

The statistics are those of ``assistant.calculators.comparables``; this package searches and words them.
"""

from assistant.comparables.answer import ComparablesAnswer
from assistant.comparables.request import ComparablesRequest, read_cost, understand_project
from assistant.comparables.search import Comparables
from assistant.comparables.wording import answer_lines, group_text, operation_text, statement

__all__ = [
    "Comparables",
    "ComparablesAnswer",
    "ComparablesRequest",
    "answer_lines",
    "group_text",
    "operation_text",
    "read_cost",
    "statement",
    "understand_project",
]
