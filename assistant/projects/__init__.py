"""Projects: their sheets, kept version by version, edited by hand, followed, commented."""

from assistant.projects.editing import (
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
from assistant.projects.redrafting import with_estimate, with_hand
from assistant.projects.repository import ProjectRepository, ProjectSummary
from assistant.projects.shared import SharedProjects

__all__ = [
    "COUNTED",
    "FIELDS",
    "TEXTS",
    "Difference",
    "Entry",
    "EntryKind",
    "FollowUps",
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
    "with_estimate",
    "with_hand",
]
