"""Funding search: verdicts, order and the reason of an empty list."""

from datetime import date

import pytest

from assistant.domain import Beneficiary
from assistant.errors import InputError
from assistant.funding import FundingAnswer, FundingStatus, search_aids, understand
from assistant.services import Services

ON = date(2026, 11, 24)


def find(services: Services, query: str, **options: object) -> FundingAnswer:
    request = understand(query, territories=services.territories, on=ON, **options)  # type: ignore[arg-type]
    return search_aids(request, knowledge=services.knowledge, store=services.store, territories=services.territories)


def test_the_request_is_understood(services: Services) -> None:
    request = find(services, "Commune de 800 habitants en Bretagne, rénover l'école pour 400 000 €").request
    assert request.beneficiary is Beneficiary.COMMUNE
    assert request.territory is not None
    assert (request.territory.code, request.population) == ("R53", 800)
    assert request.amount == 400_000


def test_an_aid_of_elsewhere_is_excluded_and_last(services: Services) -> None:
    results = find(services, "éclairage public en Bretagne", limit=40).results
    excluded = [match.is_excluded for match in results]
    assert excluded == sorted(excluded)
    dordogne = next(match for match in results if match.aid.slug.startswith("dordogne"))
    assert dordogne.is_excluded


def test_nothing_relevant_is_said(services: Services) -> None:
    assert find(services, "recette de la tarte aux pommes").status is FundingStatus.NO_MATCH


def test_an_unknown_territory_is_refused(services: Services) -> None:
    with pytest.raises(InputError, match="Territoire inconnu"):
        find(services, "éclairage public", territory_code="Atlantide")
