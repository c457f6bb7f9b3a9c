"""Write a green budget in French: its words, which every face shares, and its annex as a workbook."""

from assistant.export.greenbudget.workbook import annex_workbook

__all__ = ["annex_workbook"]
