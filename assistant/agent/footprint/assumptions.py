"""The assumptions of the footprint of an answer (``assumptions.toml``)."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.domain import Frozen


class Assumptions(Frozen):
    """Power of a core in W, and where a model is supposed to run."""

    processor_watts: Decimal
    own_hosting_zone: str
    own_hosting_provider: str
    providers: Mapping[str, str]


@cache
def assumptions() -> Assumptions:
    """The assumptions that ship with Jalon."""
    text = (files("assistant.agent.footprint") / "assumptions.toml").read_text(encoding="utf-8")
    return Assumptions.model_validate(tomllib.loads(text))
