"""The factors: immutable versioned tables, and the rule that picks one and logs what it rejected."""

from assistant.calculators.footprint.registry.choice import FactorChoice, Rejection
from assistant.calculators.footprint.registry.factor import Factor, Phase
from assistant.calculators.footprint.registry.reading import load_registry, read_own_factors, read_registry
from assistant.calculators.footprint.registry.registry import FactorRegistry

__all__ = [
    "Factor",
    "FactorChoice",
    "FactorRegistry",
    "Phase",
    "Rejection",
    "load_registry",
    "read_own_factors",
    "read_registry",
]
