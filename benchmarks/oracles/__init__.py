"""The footprint calculator against the answers of other engines, collected in ``../shared/data``."""
