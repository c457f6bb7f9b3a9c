"""The registry: units that read, a rule that picks and says what it rejected, tables of one's own."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.calculators.footprint import estimate, load_registry
from assistant.calculators.footprint.registry import Factor, FactorRegistry, read_own_factors
from assistant.calculators.footprint.units import parse_unit
from assistant.errors import InputError

COLUMNS = "id,label,unit,value,uncertainty_percent,geography,year,source,locator,replaces"
LIGHTING = "elec.fr.usage.eclairage_public.moyenne.2023"
MIX = "elec.fr.mix_moyen"


def factor(name: str, **told: object) -> Factor:
    base = {"label": name, "category": "essai", "unit": "kgCO2e/kWh", "value": "0.05", "source": "s", "locator": "l"}
    return Factor.model_validate({"id": name, "series": "mix", "geography": "France", **base, **told})


def registry(*factors: Factor) -> FactorRegistry:
    return FactorRegistry(version="t", released_on=date(2026, 11, 25), factors={one.id: one for one in factors})


@pytest.mark.parametrize("name", sorted(load_registry().factors))
def test_the_unit_of_a_shipped_factor_reads(name: str) -> None:
    found = load_registry().factors[name]
    assert parse_unit(found.unit) is not None
    assert found.licence


def test_the_most_recent_valid_factor_of_the_place_is_taken_and_the_others_are_logged() -> None:
    taken, choice = load_registry().choose(MIX, geography="France continentale", on=date(2026, 11, 25))
    assert taken.year == "2024"
    assert choice.warnings == ()
    assert [(one.factor_id, one.reason) for one in choice.rejected] == [
        ("elec.fr.mix_moyen.2023", "pas valide le 25/11/2026")
    ]


def test_a_day_of_the_past_takes_the_factor_of_its_time() -> None:
    old = factor("mix.2023", year="2023", valid_to="2023-12-31")
    new = factor("mix.2024", year="2024", valid_from="2024-01-01")
    assert registry(old, new).choose("mix", geography="France", on=date(2023, 5, 1))[0] == old
    assert registry(old, new).choose("mix", geography="France", on=date(2026, 5, 1))[0] == new


def test_the_nearest_place_wins_and_a_wider_one_is_said() -> None:
    near, wide = factor("mix.gp", geography="Guadeloupe"), factor("mix.fr", year="2025")
    assert registry(near, wide).choose("mix", geography="Guadeloupe")[0] == near
    taken, choice = registry(wide).choose("mix", geography="Mayotte")
    assert (taken, choice.warnings) == (wide, ("Aucun facteur propre à Mayotte : « mix.fr » vaut pour France.",))


def test_no_factor_stands_in_for_a_place_that_it_does_not_cover() -> None:
    only = factor("mix.gp", geography="Guadeloupe")
    with pytest.raises(KeyError, match="France"):
        registry(only).choose("mix", geography="France")
    with pytest.raises(KeyError, match="gaz"):
        registry(only).choose("gaz", geography="France")


def test_an_expired_factor_warns() -> None:
    shipped = load_registry()
    old = shipped.factors[LIGHTING].model_copy(update={"valid_to": date(2024, 12, 31)})
    aged = shipped.model_copy(update={"factors": {**shipped.factors, LIGHTING: old}})
    inputs = {"points": 10, "power_before": 150, "power_after": 45}
    assert any("n'est plus à jour depuis le 31/12/2024" in told for told in _warnings(inputs, aged))
    assert not any("n'est plus à jour" in told for told in _warnings(inputs, shipped))


def _warnings(inputs: dict[str, int], used: FactorRegistry) -> tuple[str, ...]:
    return estimate("public_lighting", inputs, registry=used).warnings


@pytest.fixture
def own(tmp_path: Path) -> Path:
    table = tmp_path / "mes_facteurs.csv"
    table.write_text(
        f"{COLUMNS}\nmoi.eclairage,Contrat vert local,kgCO2e/kWh,0.0123,20,France continentale,2025,Fournisseur,"
        f"contrat p. 3,{LIGHTING}\n",
        encoding="utf-8",
    )
    return table


def test_a_factor_of_ones_own_takes_the_place_of_the_one_that_it_names(own: Path) -> None:
    used = load_registry(own)
    result = estimate("public_lighting", {"points": 420, "power_before": 150, "power_after": 45}, registry=used)
    assert [one.factor_id for one in result.factors] == ["moi.eclairage"]
    assert result.factors[0].registry == "mes_facteurs"
    assert [rejection.factor_id for choice in result.choices for rejection in choice.rejected] == [LIGHTING]
    assert "mes_facteurs" in result.registry_version
    avoided = next(figure for figure in result.figures if figure.name == "avoided_emissions")
    assert avoided.value == Decimal("0.0123") * 420 * 105 * 4380 / 1_000_000


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("moi,Sans valeur,kgCO2e/kWh,,,France,2025,S,p. 1,", "ligne 2 : il manque value"),
        ("moi,Mauvaise valeur,kgCO2e/kWh,beaucoup,,France,2025,S,p. 1,", "valeur invalide dans value"),
        ("moi,Mauvaise unité,kgCO2e/licorne,1,,France,2025,S,p. 1,", "unité inconnue : kgCO2e/licorne"),
        (f"{LIGHTING},Copie,kgCO2e/kWh,1,,France,2025,S,p. 1,", "existe déjà"),
        ("moi,Remplace rien,kgCO2e/kWh,1,,France,2025,S,p. 1,personne", "facteur inconnu : personne"),
        (f"moi,Autre grandeur,kgCO2e/km,1,,France,2025,S,p. 1,{LIGHTING}", "unité kgCO2e/km au lieu de kgCO2e/kWh"),
    ],
)
def test_a_bad_row_of_ones_own_is_refused_by_line(tmp_path: Path, row: str, message: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_own_factors(table, load_registry())


def test_a_table_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="illisible"):
        read_own_factors(tmp_path / "absent.csv", load_registry())


def test_a_factor_of_ones_own_then_the_latest_then_the_first_by_name_is_taken() -> None:
    own, shipped = factor("mine", year="2020", registry="ici"), factor("theirs", year="2025")
    older, same = factor("older", year="2022"), factor("zz", year="2025")
    elsewhere = factor("mix.gp", geography="Guadeloupe")
    taken, choice = registry(own, shipped).choose("mix", geography="France")
    assert (taken, choice.rejected[0].reason) == (own, "un facteur ajouté ici passe avant")
    taken, choice = registry(shipped, older, same, elsewhere).choose("mix", geography="France")
    assert taken == shipped
    assert {one.factor_id: one.reason for one in choice.rejected} == {
        "older": "plus ancien (2022)",
        "zz": "identifiant suivant",
        "mix.gp": "ne couvre pas France (Guadeloupe)",
    }


def test_a_nearer_place_rejects_a_wider_one() -> None:
    near, wide = factor("mix.gp", geography="Guadeloupe"), factor("mix.fr", year="2025")
    _, choice = registry(near, wide).choose("mix", geography="Guadeloupe")
    assert choice.rejected[0].reason == "géographie plus large (France)"
