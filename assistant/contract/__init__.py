"""The JSON that the command line prints and the API answers: one shape for both."""

from assistant.contract.comparables import comparables_json
from assistant.contract.funding import funding_json, understood_json
from assistant.contract.passages import hit_json
from assistant.contract.territories import resolution_json

__all__ = ["comparables_json", "funding_json", "hit_json", "resolution_json", "understood_json"]
