"""A page that computes makes nobody else wait: neither another page, nor the health of the server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Barrier

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.api import create_app
from assistant.calculators.financing import PlanInput, PlanResult
from assistant.plans import Plans
from assistant.settings import Settings

FORM = {"costs-0-label": "Travaux", "costs-0-amount_excl_tax": "1000", "do": "adopt"}
LONGEST = 10  # seconds


@dataclass(frozen=True)
class SlowPlans(Plans):
    """The plans of a home, each judged only once two are being judged."""

    meeting: Barrier = field(default_factory=lambda: Barrier(2))

    def judge(self, plan: PlanInput, *, optimise: bool = False) -> PlanResult:
        self.meeting.wait(LONGEST)
        return super().judge(plan, optimise=optimise)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    app: FastAPI = create_app(settings)
    with TestClient(app, follow_redirects=False) as opened:
        services = app.state.services
        plans = SlowPlans(services.store, services.territories, services.projects)
        app.state.services = replace(services, plans=plans)
        yield opened


@pytest.mark.parametrize("path", ["/plan", "/plan/controle", "/plan/plan.xlsx", "/plan/echeances.ics"])
def test_two_plans_are_judged_at_once_while_the_server_answers(client: TestClient, path: str) -> None:
    with ThreadPoolExecutor() as pool:
        first = pool.submit(client.post, path, data=FORM)
        assert client.get("/healthz").status_code == 200
        assert not first.done()
        second = pool.submit(client.post, path, data=FORM)
        assert {one.result().status_code for one in (first, second)} <= {200, 303}
