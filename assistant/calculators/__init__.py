"""Pure calculators: the same inputs give the same result, on every machine, with the trace of how."""
