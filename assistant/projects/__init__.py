"""Projects: their sheets, kept version by version."""

from assistant.projects.repository import ProjectRepository, ProjectSummary

__all__ = ["ProjectRepository", "ProjectSummary"]
