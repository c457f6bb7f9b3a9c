"""Charts as accessible SVG with the table of their data beside them: no script, no style of their own.

Colours are presentation attributes, for the PDF; a page's stylesheet overrides them by class.
"""

from assistant.charts.bars import Bar, BarChart, bar_chart_svg
from assistant.charts.lines import LineChart, Series, line_chart_svg
from assistant.charts.table import ChartTable, bar_table, line_table

__all__ = [
    "Bar",
    "BarChart",
    "ChartTable",
    "LineChart",
    "Series",
    "bar_chart_svg",
    "bar_table",
    "line_chart_svg",
    "line_table",
]
