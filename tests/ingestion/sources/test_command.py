"""``jalon ingest`` with addresses: the contract of the command line, whole."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.app import app
from tests.conftest import SAMPLES
from tests.ingestion.sources.aides_api import SECRET, Api, aid
from tests.ingestion.sources.site import Site, in_turn, page, reply


@pytest.fixture
def home(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A home, and the environment that an administrator would have set."""
    monkeypatch.setenv("JALON_ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setenv("JALON_FETCH_PORTS", f"80,443,{site.port}")
    monkeypatch.setenv("JALON_AIDES_TERRITOIRES_URL", site.url("/api"))
    monkeypatch.setenv("JALON_AIDES_TERRITOIRES_TOKEN", SECRET)
    return f"{tmp_path}/home"


def run(home: str, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["--home", home, "ingest", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_paths_pages_and_the_api_are_ingested_together(home: str, site: Site) -> None:
    Api(site, aids=[aid(1), aid(2), aid(3)])
    site.routes["/regle"] = page("La règle.")
    file = str(SAMPLES / "regulation" / "bacs.md")
    code, out, err = run(home, file, site.url("/regle"), "aides-territoires", "--json")
    report = json.loads(out)
    assert (code, report["added"], report["failed"]) == (0, 5, [])
    assert {"added", "updated", "unchanged", "deleted", "failed", "passages", "seconds"} == report.keys()
    assert "Aides-territoires : 3 aides lues sur 3" in err
    assert SECRET not in out + err


def test_a_source_that_fails_is_named_with_exit_code_1(home: str, site: Site) -> None:
    code, out, err = run(home, site.url("/absent"), "--json")
    assert (code, json.loads(out)["failed"][0]["source"]) == (1, site.url("/absent"))
    assert f"Échec, {site.url('/absent')} : cette page n'existe pas" in err


def test_a_page_that_has_gone_is_said_with_exit_code_0(home: str, site: Site) -> None:
    site.routes["/regle"] = in_turn(page("La règle."), reply(404))
    run(home, site.url("/regle"))
    code, out, err = run(home, site.url("/regle"))
    assert (code, "1 retirés" in out) == (0, True)
    assert "elle est retirée des documents indexés" in err


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("ftp://exemple.fr/doc.pdf", "seules les adresses http:// et https:// sont lues"),
        ("https://agent:motdepasse@exemple.fr/", "retirez-les"),
        ("https://exemple.fr:6379/", "le port 6379 n'est pas autorisé"),
        ("https://[::1/", "mal formée"),
    ],
)
def test_a_wrong_address_is_explained_with_exit_code_2(home: str, source: str, reason: str) -> None:
    code, out, err = run(home, source)
    assert (code, out, reason in err) == (2, "", True)
    assert "motdepasse" not in err


def test_a_missing_token_is_explained_with_exit_code_2(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JALON_AIDES_TERRITOIRES_TOKEN")
    code, _, err = run(home, "aides-territoires")
    assert (code, "JALON_AIDES_TERRITOIRES_TOKEN" in err) == (2, True)


def test_ports_that_are_not_numbers_are_a_wrong_setting(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_FETCH_PORTS", "https")
    code, _, err = run(home, "https://exemple.fr/")
    assert (code, "JALON_FETCH_PORTS" in err) == (2, True)
