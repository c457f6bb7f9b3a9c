"""Past operations: projects that schemes have subsidised, with their cost."""

from decimal import Decimal

from assistant.domain.model import Frozen
from assistant.domain.territory import Beneficiary


class PastOperation(Frozen):
    """One subsidy of an operation as published by the State.

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


class Grant(Frozen):
    """What one scheme gave to an operation in one year, in euros; ``tranche`` in the words of the title, if any.

    ``document_ids`` are the documents that publish it: the same grant may stand in two files.
    """

    scheme: str
    year: int
    subsidy: Decimal | None = None
    tranche: str = ""
    document_ids: tuple[str, ...] = ()


class FundedOperation(Frozen):
    """An operation with all the grants that it received, which may have been published one by one.

    ``operation_id`` is that of its first publication. ``cost_excl_tax`` in euros, None when it is not published.
    """

    operation_id: str
    title: str
    grants: tuple[Grant, ...]
    cost_excl_tax: Decimal | None = None
    beneficiary: Beneficiary | None = None
    beneficiary_name: str | None = None
    insee_code: str | None = None
    department: str | None = None

    @property
    def subsidy(self) -> Decimal | None:
        """All its grants, in euros; None when none is published."""
        published = [grant.subsidy for grant in self.grants if grant.subsidy is not None]
        return sum(published, Decimal()) if published else None

    @property
    def rate(self) -> Decimal | None:
        """All its grants over its cost, from 0 to 1; None when one of the two is not published."""
        cost, subsidy = self.cost_excl_tax, self.subsidy
        return subsidy / cost if cost and subsidy is not None else None

    @property
    def year(self) -> int:
        """The year of its first grant."""
        return min(grant.year for grant in self.grants)

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes that subsidised it, once each."""
        return tuple(dict.fromkeys(grant.scheme for grant in self.grants))

    @property
    def tranches(self) -> tuple[str, ...]:
        """The tranches that its titles tell, once each."""
        return tuple(dict.fromkeys(grant.tranche for grant in self.grants if grant.tranche))
