"""Safety: poisoned documents and requests, a model that obeys them, and what reaches the user or the data.

``python -m evals.safety`` runs them all and prints the table.
"""

from evals.safety.cases import RedTeamCase, read_cases
from evals.safety.running import Outcome, open_range, run_case

__all__ = ["Outcome", "RedTeamCase", "open_range", "read_cases", "run_case"]
