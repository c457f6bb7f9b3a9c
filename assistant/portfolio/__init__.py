"""The portfolio: projects in one table with totals and alerts, compared, and brought near to those of others."""

from assistant.portfolio.alerts import Alert, AlertKind, alerts_of
from assistant.portfolio.board import Board, BoardLine, BoardTotals, Filters, board_of, totals_of
from assistant.portfolio.coordination import Proposal, propose
from assistant.portfolio.exchange import read_projects, to_csv, to_json, to_xlsx
from assistant.portfolio.similar import SimilarProject, similar_to

__all__ = [
    "Alert",
    "AlertKind",
    "Board",
    "BoardLine",
    "BoardTotals",
    "Filters",
    "Proposal",
    "SimilarProject",
    "alerts_of",
    "board_of",
    "propose",
    "read_projects",
    "similar_to",
    "to_csv",
    "to_json",
    "to_xlsx",
    "totals_of",
]
