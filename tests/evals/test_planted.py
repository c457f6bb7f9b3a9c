"""Each kind of regression, planted on purpose, is stopped by a gate; an unchanged tree never is."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.agent.grounding import line
from assistant.calculators.footprint import load_registry
from assistant.knowledge import search
from assistant.language import text as language
from assistant.settings import Settings
from evals.record import SuiteResult
from evals.suite import of_samples
from evals.suites import chosen, prompts
from evals.world import home_path
from prompts import Prompt, load_prompt
from tests.evals.conftest import VERSION, Run, failed

SEARCHES = ("retrieval.funding", "retrieval.regulation")


@pytest.fixture(scope="module")
def kept() -> dict[str, list[SuiteResult]]:
    """The results of the tree as it is, by family, measured once."""
    return {}


def before(run: Run, kept: dict[str, list[SuiteResult]], *names: str) -> Sequence[SuiteResult]:
    for name in names:
        if name not in kept:
            kept[name] = run(name)
    return [result for name in names for result in kept[name]]


def test_an_unchanged_tree_run_five_times_fails_no_gate(run: Run, kept: dict[str, list[SuiteResult]]) -> None:
    names = (*SEARCHES, "understanding.quantities", "tools.prompts", "grounding.verifier", "calculator.footprint")
    first = before(run, kept, *names)
    for split in ("dev", "test", "dev", "test"):  # each case thrice, in five runs
        assert failed(chosen(names), first, run(*names, split=split)) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("system", "search_funding", "search_aids"),
        ("system", "Ne fais aucun calcul toi-même.", "Fais les calculs utiles."),
        ("system", "[p:3f2a…]", "[passage 3f2a…]"),
        ("system", "{{ activities }}", "l'éclairage"),
        ("understanding", "N'ajoute rien qu'ils ne disent pas.", "Complète ce qu'ils ne disent pas."),
    ],
)
def test_a_broken_prompt_is_stopped(name: str, old: str, new: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load_prompt(name)
    assert old in whole.template
    broken = whole.model_copy(update={"template": whole.template.replace(old, new)})

    def loaded(asked: str) -> Prompt:
        return broken if asked == name else load_prompt(asked)

    monkeypatch.setattr(prompts, "load_prompt", loaded)
    (verdict,) = failed(chosen(["tools.prompts"]), None, run("tools.prompts"))
    assert name in verdict.told


def test_a_stemmer_that_is_off_is_stopped(
    run: Run, kept: dict[str, list[SuiteResult]], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = before(run, kept, *SEARCHES)
    monkeypatch.setattr(language, "_stem", lambda word: word)
    language.content_stems.cache_clear()
    try:
        assert failed(chosen(SEARCHES), old, run(*SEARCHES))
    finally:
        language.content_stems.cache_clear()


def test_a_wrong_fusion_weight_is_stopped(
    run: Run, kept: dict[str, list[SuiteResult]], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = before(run, kept, *SEARCHES)
    monkeypatch.setattr(search, "WEIGHTS", {**search.WEIGHTS, "vectors": 15.0})
    assert failed(chosen(SEARCHES), old, run(*SEARCHES))


def test_an_altered_factor_is_stopped(run: Run, tmp_path: Path, evals_folder: Path) -> None:
    (clean,) = run("calculator.footprint")
    used = next(iter(clean.cases[0].output["factors"]))  # type: ignore[index, call-overload, arg-type]
    factor = load_registry().factors[str(used)]
    table = tmp_path / "altered.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "label", "unit", "value", "source", "locator", "replaces"])
        rows.writerow(["altered", factor.label, factor.unit, str(factor.value * 2), "essai", "essai", factor.id])
    altered = Settings(home=evals_folder, factors=table)
    assert failed(chosen(["calculator.footprint"]), None, run("calculator.footprint")) == []
    assert failed(chosen(["calculator.footprint"]), None, run("calculator.footprint", settings=altered))


def test_a_verifier_that_is_disabled_is_stopped(
    run: Run, kept: dict[str, list[SuiteResult]], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = before(run, kept, "grounding.verifier")
    monkeypatch.setattr(line, "trace_figures", lambda *_: ([], []))
    (verdict,) = failed(chosen(["grounding.verifier"]), old, run("grounding.verifier"))
    assert verdict.metric == "caught"


def test_one_passage_deleted_is_stopped(run: Run, evals_folder: Path, tmp_path: Path) -> None:
    source = home_path(of_samples(), Settings(home=evals_folder), evals_folder / "homes", version=VERSION)
    home = home_path(of_samples(), Settings(home=tmp_path), tmp_path / "homes", version=VERSION)
    shutil.copytree(source, home)
    engine = create_engine(f"sqlite:///{home / 'jalon.sqlite'}")
    with engine.begin() as connection:
        deleted = connection.execute(
            text(
                "DELETE FROM passages WHERE heading_path LIKE :heading AND ordinal = 1 AND document_id = "
                "(SELECT document_id FROM documents WHERE source LIKE :source)"
            ),
            {"source": "%videoprotection.md", "heading": "%Ce que la r%"},
        )
    engine.dispose()
    assert deleted.rowcount >= 1
    told = failed(chosen(["retrieval.regulation"]), None, run("retrieval.regulation", folder=tmp_path))
    assert [verdict.metric for verdict in told] == ["present"]
    assert "hand_regulation/15" in told[0].told
