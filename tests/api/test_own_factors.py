"""A table of one's own factors changes what every face computes, and says so."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from assistant.api import create_app
from assistant.cli.app import app
from assistant.settings import Settings

LIGHTING = {"activity": "public_lighting", "inputs": {"points": 420, "power_before": 150, "power_after": 45}}
REPLACED = "elec.fr.usage.eclairage_public.moyenne.2023"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "commune.csv"
    row = f"moi.elec,Contrat local,kgCO2e/kWh,0.01,15,France continentale,2026,Fournisseur,contrat,{REPLACED}"
    path.write_text(
        f"id,label,unit,value,uncertainty_percent,geography,year,source,locator,replaces\n{row}\n", encoding="utf-8"
    )
    return path


def test_the_api_computes_with_the_table_of_its_own(settings: Settings, table: Path) -> None:
    with TestClient(create_app(settings.model_copy(update={"factors": table}))) as client:
        result = client.post("/api/v1/footprint", json=LIGHTING).json()
    assert [factor["factor_id"] for factor in result["factors"]] == ["moi.elec"]
    assert "commune-" in result["registry_version"]


def test_the_command_line_computes_with_the_table_of_its_own(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_FACTORS", str(table))
    result = CliRunner().invoke(app, ["--home", str(tmp_path), "footprint", "-", "--json"], input=json.dumps(LIGHTING))
    assert json.loads(result.stdout)["factors"][0]["factor_id"] == "moi.elec"


def test_a_table_that_is_not_one_is_said_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_FACTORS", str(tmp_path / "absent.csv"))
    result = CliRunner().invoke(app, ["--home", str(tmp_path), "footprint", "-"], input=json.dumps(LIGHTING))
    assert result.exit_code == 2
    assert "Table de facteurs illisible" in result.stderr
