"""Whatever an endpoint does, a French message is shown, nothing untraced passes unmarked, and nothing runs for ever."""

import pytest

from assistant.settings import Settings
from evals import robustness
from evals.endpoint.scenarios import Scenario, load_scenarios

SLOW = {"silent", "drips_for_ever"}


def test_an_endpoint_that_misbehaves_harms_nobody(settings: Settings) -> None:
    """One test for all the scenarios but two, played once each: they share one open home."""
    played = [scenario for scenario in load_scenarios() if scenario.id not in SLOW]
    runs = robustness.run(settings, seeds=1, scenarios=played)
    assert {run.scenario: run.problems for run in runs if run.problems} == {}
    assert len(runs) == len(played)


@pytest.mark.parametrize("scenario", [one for one in load_scenarios() if one.id in SLOW], ids=lambda one: one.id)
def test_an_endpoint_that_says_nothing_is_left(settings: Settings, scenario: Scenario) -> None:
    (run,) = robustness.run(settings, seeds=1, scenarios=[scenario])
    assert run.problems == ()
    assert "à temps" in run.shown


def test_there_are_more_than_sixty_ways_to_misbehave() -> None:
    names = [scenario.id for scenario in load_scenarios()]
    assert len(names) == len(set(names)) >= 60


def test_the_judge_sees_a_lie_and_a_figure(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The evaluation can fail: with marks that it does not know, every wrong figure is a problem."""
    wrong = [scenario for scenario in load_scenarios() if scenario.id == "wrong_figure"]
    monkeypatch.setattr(robustness, "MARK", " (marque inconnue)")
    (run,) = robustness.run(settings, seeds=1, scenarios=wrong)
    kinds = {problem.split(":")[0] for problem in run.problems}
    assert kinds == {"lie shown unmarked", "figure neither traced nor marked"}
