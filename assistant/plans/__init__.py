"""Financing plans over a home: aids read from their records, the owner placed, the plan kept in a project's sheet."""

from assistant.plans.service import Plans

__all__ = ["Plans"]
