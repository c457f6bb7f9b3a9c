"""Write a financing plan as files: a workbook with formulas, a calendar of its dates."""

from assistant.export.plan.agenda import plan_calendar
from assistant.export.plan.workbook import plan_workbook

ICS_TYPE = "text/calendar; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

__all__ = ["ICS_TYPE", "XLSX_TYPE", "plan_calendar", "plan_workbook"]
