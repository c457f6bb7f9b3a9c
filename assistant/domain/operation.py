"""A past operation: a project that a scheme has subsidised, with its cost."""

from decimal import Decimal

from assistant.domain.model import Frozen


class PastOperation(Frozen):
    """One subsidised operation as published by the State.

    ``scheme`` is the subsidy (DETR, DSIL…), ``year`` the year of the grant. Money is in euros excluding tax;
    ``rate`` is subsidy over cost, between 0 and 1 as published. ``department`` is a code on two or three characters.
    """

    operation_id: str
    title: str
    scheme: str
    year: int
    cost_excl_tax: Decimal | None = None
    subsidy: Decimal | None = None
    rate: Decimal | None = None
    beneficiary_name: str | None = None
    beneficiary_type: str | None = None
    insee_code: str | None = None
    department: str | None = None
