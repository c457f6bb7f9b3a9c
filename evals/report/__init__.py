"""What a run is shown as: one page for people, JUnit for a continuous integration."""

from evals.report.junit import junit_xml
from evals.report.page import report_page
from evals.report.text import comparison_text, run_text

__all__ = ["comparison_text", "junit_xml", "report_page", "run_text"]
