"""Projects: their sheets, kept version by version, edited by hand, followed, commented."""

from assistant.projects.editing import (
    COMPUTED,
    COUNTED,
    FIELDS,
    TEXTS,
    Difference,
    confirmed,
    differences,
    edited,
    in_phase,
    is_proposed,
    lines_of,
)
from assistant.projects.editor import ProjectEditor
from assistant.projects.follow_ups import FollowUps
from assistant.projects.journal import Entry, EntryKind, Journal
from assistant.projects.lines import EXAMPLES, TAX_MARK, Item, text_of
from assistant.projects.redrafting import with_estimate, with_hand
from assistant.projects.repository import ProjectRepository, ProjectSummary
from assistant.projects.shared import SharedProjects

__all__ = [
    "COMPUTED",
    "COUNTED",
    "EXAMPLES",
    "FIELDS",
    "TAX_MARK",
    "TEXTS",
    "Difference",
    "Entry",
    "EntryKind",
    "FollowUps",
    "Item",
    "Journal",
    "ProjectEditor",
    "ProjectRepository",
    "ProjectSummary",
    "SharedProjects",
    "confirmed",
    "differences",
    "edited",
    "in_phase",
    "is_proposed",
    "lines_of",
    "text_of",
    "with_estimate",
    "with_hand",
]
