"""Official code files are recognised by their columns, loaded whole or not at all, and loaded again without effect."""

import gzip
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.domain import TerritoryLevel
from assistant.settings import Settings
from assistant.storage import TerritoryStore, open_database
from assistant.territories import Territories, shipped_territories
from ingestion.territories import LoadReport, Perimeter, load
from tests.territories.made import (
    COMMUNES,
    EPCI_ROWS,
    intercommunality_file,
    postcode_file,
    territories_of,
    written,
)

COG = """TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT
COM,05061,93,05,05D,052,0,GAP,Gap,Gap,0599,
COM,49218,52,49,49D,492,0,MONTREVAULT SUR EVRE,Montrevault-sur-Èvre,Montrevault-sur-Èvre,4909,
COMD,49218,,,,,0,MONTREVAULT,Montrevault,Montrevault,,49218
COMD,49126,,,,,2,FIEF SAUVIN,Fief-Sauvin,Le Fief-Sauvin,,49218
ARM,75115,11,75,75C,751,0,PARIS 15E ARRONDISSEMENT,Paris 15e Arrondissement,Paris 15e Arrondissement,,75056
COM,75056,11,75,75C,751,0,PARIS,Paris,Paris,75ZZ,
"""
OVERSEAS = """COM_COMER,TNCC,NCC,NCCENR,LIBELLE,NATURE_ZONAGE,COMER,LIBELLE_COMER
98735,0,PAPEETE,Papeete,Papeete,COM,987,Polynésie française
98700,0,X,X,X,ZONE,987,Polynésie française
"""
DEPARTMENTS = "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n01,84,01053,5,AIN,Ain,Ain\n"
REGIONS = (
    "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n84,69123,1,AUVERGNE RHONE ALPES,Auvergne-Rhône-Alpes,Auvergne-Rhône-Alpes\n"
)
ETALAB_COMMUNES = [
    {"code": "01053", "nom": "Bourg-en-Bresse", "type": "commune-actuelle", "departement": "01", "region": "84",
     "siren": "210100533", "codesPostaux": ["01000"], "population": 42000},
    {"code": "75101", "nom": "Paris 1er Arrondissement", "type": "arrondissement-municipal", "departement": "75",
     "region": "11", "commune": "75056"},
    {"code": "75056", "nom": "Paris", "type": "commune-actuelle", "departement": "75", "region": "11"},
]  # fmt: skip
ETALAB_EPCI = [
    {"code": "200071751", "nom": "CA du Bassin de Bourg-en-Bresse", "type": "CA", "populationMunicipale": 134000,
     "membres": [{"code": "01053", "siren": "210100533", "nom": "Bourg-en-Bresse"}]},
]  # fmt: skip
DGCL = """dept;siren;raison_sociale;nature_juridique;mode_financ;nb_membres;total_pop_tot;total_pop_mun;dep_com;insee
01;200071751;CA du Bassin de Bourg-en-Bresse;CA;FPU;74;137 000;134 000;01;01053
"""
BANATIC = (
    "N° SIREN\tNom du groupement\tNature juridique\tSiren membre\tNom membre\n"
    "200071751\tCA du Bassin de Bourg-en-Bresse\tCA\t210100533\tBourg-en-Bresse\n"
    "200000001\tPETR du Pays de Bourg\tPETR\t200071751\tCA du Bassin de Bourg-en-Bresse\n"
    "200000002\tSyndicat des eaux\tSMF\t210100533\tBourg-en-Bresse\n"
)


def loaded(settings: Settings, *paths: Path, perimeter: Perimeter | None = None) -> tuple[LoadReport, Territories]:
    report = load(list(paths), settings=settings, perimeter=perimeter)
    return report, territories_of(settings)


def test_communes_of_ign_and_etalab_load_gzipped_or_not(settings: Settings, tmp_path: Path) -> None:
    report, _ = loaded(settings, COMMUNES)
    assert report.added > 90
    zipped = written(tmp_path / "communes.jsonl.gz", gzip.compress(COMMUNES.read_bytes()))
    again, book = loaded(settings, zipped)
    assert (again.added, again.updated, again.unchanged) == (0, 0, report.added)
    assert book.resolve("Paris 15e").single().code == book.resolve("75115").single().code == "75056"


def test_an_epci_without_name_is_known_by_its_siren_until_a_list_names_it(settings: Settings, tmp_path: Path) -> None:
    _, book = loaded(settings, COMMUNES)
    assert book.get("200067825").name == "Intercommunalité 200067825"
    _, book = loaded(settings, intercommunality_file(tmp_path / "epci.xlsx"))
    assert book.get("200067825").name == "CA Gap-Tallard-Durance"
    report, book = loaded(settings, COMMUNES)
    assert report.updated == 0
    assert book.get("200067825").name == "CA Gap-Tallard-Durance"


def test_communes_of_insee_bring_the_communes_that_they_have_absorbed(settings: Settings, tmp_path: Path) -> None:
    _, book = loaded(settings, written(tmp_path / "v_commune_2025.csv", COG))
    assert book.resolve("Le Fief-Sauvin").single().code == "49218"
    assert book.resolve("49126").single().name == "Montrevault-sur-Èvre"
    assert book.resolve("Montrevault").single().code == "49218"
    assert book.resolve("Paris 15e").single().code == "75056"


def test_a_commune_that_another_absorbs_is_no_longer_one(settings: Settings, tmp_path: Path) -> None:
    alone = "TYPECOM,COM,REG,DEP,LIBELLE,COMPARENT\nCOM,49126,52,49,Le Fief-Sauvin,\n"
    loaded(settings, written(tmp_path / "before.csv", alone))
    report, book = loaded(settings, written(tmp_path / "after.csv", COG))
    assert report.removed == 1
    assert book.get("49126").code == "49218"


def test_overseas_communes_lie_in_their_collectivity(settings: Settings, tmp_path: Path) -> None:
    _, book = loaded(settings, written(tmp_path / "v_commune_comer_2025.csv", OVERSEAS))
    assert book.contains(book.get("987"), book.resolve("Papeete").single())
    assert not book.resolve("98700").choices


def test_departements_and_regions_that_ship_are_known_already(settings: Settings, tmp_path: Path) -> None:
    files = [written(tmp_path / "v_departement.csv", DEPARTMENTS), written(tmp_path / "v_region.csv", REGIONS)]
    files.append(written(tmp_path / "departements.jsonl", '{"code": "01", "nom": "Ain", "region": "84"}\n'))
    report, _ = loaded(settings, *files)
    assert (report.added, report.updated, report.unknown) == (0, 0, ())


def test_etalab_brings_population_postcodes_and_siren(settings: Settings, tmp_path: Path) -> None:
    communes = written(tmp_path / "communes.json", ETALAB_COMMUNES)
    _, book = loaded(settings, communes, written(tmp_path / "epci.json", ETALAB_EPCI))
    bourg = book.resolve("01000").single()
    assert (bourg.code, bourg.population, bourg.siren) == ("01053", 42000, "210100533")
    assert book.resolve("210100533").single() == bourg
    assert book.contains(book.get("200071751"), bourg)
    assert book.get("200071751").parents == ("01",)


@pytest.mark.parametrize(("name", "content"), [("epcicom.csv", DGCL.encode("latin-1")), ("banatic.tsv", BANATIC)])
def test_dgcl_and_banatic_place_the_same_epci(
    settings: Settings, tmp_path: Path, name: str, content: str | bytes
) -> None:
    communes = written(tmp_path / "communes.json", ETALAB_COMMUNES)
    _, book = loaded(settings, communes, written(tmp_path / name, content))
    assert book.contains(book.resolve("CA du Bassin de Bourg-en-Bresse").single(), book.get("01053"))


def test_a_petr_holds_the_communes_of_its_epci_and_a_syndicate_is_left_out(settings: Settings, tmp_path: Path) -> None:
    files = [written(tmp_path / "communes.json", ETALAB_COMMUNES), written(tmp_path / "banatic.tsv", BANATIC)]
    loaded(settings, *files)
    report, book = loaded(settings, *files)
    petr = book.perimeter("PETR du Pays de Bourg")
    assert [one.level for one in petr] == [TerritoryLevel.OTHER]
    assert book.contains(petr[0], book.get("01053"))
    assert not book.resolve("Syndicat des eaux").choices
    assert report.updated == 0


def test_an_epci_on_two_departements_lies_in_neither(settings: Settings, tmp_path: Path) -> None:
    rows = [
        {"insee": code, "nom": f"C{code}", "departement": code[:2], "epci_siren": "200000009",
         "commune_deleguee_de": None}
        for code in ("05001", "04001")
    ]  # fmt: skip
    lines = "\n".join(map(json.dumps, rows))
    _, book = loaded(settings, written(tmp_path / "communes.jsonl", lines))
    epci = book.get("200000009")
    assert epci.parents == ("R93",)
    assert not book.contains(book.get("05"), epci)
    assert book.overlaps(book.get("05"), epci)
    assert epci.code in book.related(book.get("05"))


def test_postcodes_belong_to_several_communes_and_to_districts(settings: Settings, tmp_path: Path) -> None:
    _, book = loaded(settings, COMMUNES, postcode_file(tmp_path / "019HexaSmal.csv"))
    assert {one.code for one in book.resolve("05000").candidates} == {"05061", "05059"}
    assert book.resolve("75015").single().code == "75056"


def test_unknown_rows_are_reported_and_the_others_loaded(settings: Settings, tmp_path: Path) -> None:
    rows = "#Code_commune_INSEE;Nom_de_la_commune;Code_postal\n05061;GAP;05000\n99999;X;05000\n05061;GAP;Z\n"
    report, book = loaded(settings, COMMUNES, written(tmp_path / "laposte.csv", rows))
    assert [row.source for row in report.unknown] == ["laposte.csv:3", "laposte.csv:4"]
    assert "« Z » n'est pas un code postal" in report.unknown[1].error
    assert book.resolve("05000").single().code == "05061"


def test_a_list_of_communes_makes_a_programme(settings: Settings, tmp_path: Path) -> None:
    listed = written(tmp_path / "pvd.csv", "insee_com;lib_com;id_pvd\n05061;Gap;pvd-1\n24322;Périgueux;\n")
    pvd = Perimeter(name="Petites villes de demain", level=TerritoryLevel.PROGRAMME, only="id_pvd")
    loaded(settings, COMMUNES)
    _, book = loaded(settings, listed, perimeter=pvd)
    programme = book.resolve("petites villes de demain").single()
    assert programme.level is TerritoryLevel.PROGRAMME
    assert book.contains(programme, book.get("05061"))
    assert not book.contains(programme, book.get("24322"))
    assert book.has_limits(programme)


def test_a_list_loaded_again_leaves_out_the_communes_that_it_no_longer_has(settings: Settings, tmp_path: Path) -> None:
    acv = Perimeter(name="Action cœur de ville", level=TerritoryLevel.PROGRAMME)
    loaded(settings, COMMUNES)
    loaded(settings, written(tmp_path / "acv.csv", "insee,nom\n05061,Gap\n24322,Périgueux\n"), perimeter=acv)
    report, book = loaded(settings, written(tmp_path / "acv.csv", "insee,nom\n24322,Périgueux\n"), perimeter=acv)
    programme = book.resolve("Action coeur de ville").single()
    assert not book.contains(programme, book.get("05061"))
    assert book.contains(programme, book.get("24322"))
    assert report.updated == 1


def test_only_the_rows_of_a_value_count(settings: Settings, tmp_path: Path) -> None:
    zrr = "CODGEO;LIBGEO;ZRR_SIMP\n05061;Gap;NC - Commune non classée\n24322;Périgueux;C - Classée en ZRR\n"
    perimeter = Perimeter(name="ZRR", level=TerritoryLevel.PROGRAMME, only="ZRR_SIMP=C")
    loaded(settings, COMMUNES)
    _, book = loaded(settings, written(tmp_path / "zrr.csv", zrr), perimeter=perimeter)
    assert book.contains(book.resolve("ZRR").single(), book.get("24322"))
    assert not book.contains(book.resolve("ZRR").single(), book.get("05061"))


def test_a_list_gives_a_shipped_basin_its_limits(settings: Settings, tmp_path: Path) -> None:
    basin = Perimeter(name="Adour-Garonne", level=TerritoryLevel.BASIN)
    loaded(settings, COMMUNES)
    _, book = loaded(settings, written(tmp_path / "basin.csv", "code_insee;nom\n24322;Périgueux\n"), perimeter=basin)
    assert book.contains(book.get("BAG"), book.get("24322"))
    assert book.has_limits(book.get("BAG"))


def test_a_workbook_that_drops_leading_zeros_is_read(settings: Settings, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["insee", "commune"], [5061, "Gap"]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    loaded(settings, COMMUNES)
    perimeter = Perimeter(name="Parc des Écrins", level=TerritoryLevel.PARK)
    _, places = loaded(settings, tmp_path / "list.xlsx", perimeter=perimeter)
    assert places.contains(places.resolve("Parc des Écrins").single(), places.get("05061"))


def test_an_open_book_sees_what_is_loaded_beside_it(settings: Settings) -> None:
    store = TerritoryStore(open_database(settings.database_path))
    book = Territories(shipped_territories(), store=store, seconds_between_looks=0.0)
    assert not book.resolve("Gap").choices
    load([COMMUNES], settings=settings)
    assert book.resolve("Gap").single().code == "05061"


def test_every_made_epci_is_named_by_its_core(book: Territories) -> None:
    for siren, name, _, _ in EPCI_ROWS:
        assert book.resolve(name).single().code == siren


def test_the_real_communes_load(real_book: Territories) -> None:
    assert real_book.resolve("Mouroux").single().code == "77320"
    assert len(real_book.related(real_book.get("05"))) > 150
