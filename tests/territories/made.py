"""Code files of the true shapes, made for tests, and homes that have loaded them."""

import json
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from assistant.settings import Settings
from assistant.storage import open_database
from assistant.territories import Territories, open_territories
from ingestion.territories import load

FILES = Path(__file__).parent / "files"
COMMUNES = FILES / "communes.jsonl"
EPCI_ROWS = (
    ("200067825", "CA Gap-Tallard-Durance", "CA", ("05061",)),
    ("244400552", "CC du Pays d'Ancenis", "CC", ("44003",)),
    ("244400404", "Nantes Métropole", "METRO", ("44109",)),
    ("200046977", "Métropole de Lyon", "MET69", ("69123",)),
    ("243300316", "Bordeaux Métropole", "METRO", ("33063",)),
    ("200023414", "Métropole Rouen Normandie", "METRO", ("76540",)),
    ("200072312", "CA Seine Normandie Agglomération", "CA", ("27681",)),
)
POSTCODES = """#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5
05061;GAP;05000;GAP;
05061;GAP;05000;GAP;ROMETTE
05059;LA FREISSINOUSE;05000;LA FREISSINOUSE;
24322;PERIGUEUX;24000;PERIGUEUX;
47323;VILLENEUVE SUR LOT;47300;VILLENEUVE SUR LOT;
47222;LA REUNION;47300;LA REUNION;
93066;ST DENIS;93200;ST DENIS;
97411;ST DENIS;97400;ST DENIS;
75115;PARIS 15;75015;PARIS;
"""


def intercommunality_file(path: Path) -> Path:
    """A workbook of INSEE: two sheets, each under four rows of title."""
    book = Workbook()
    title = [["Intercommunalité et Métropole"], ["France"], ["Géographie au 01/01/2024"], ["Source : Insee"], []]
    listed, composed = book.active, book.create_sheet("Composition_communale")
    assert listed is not None
    listed.title = "EPCI"
    for row in [*title, ["EPCI", "LIBEPCI", "NATURE_EPCI", "NB_COM"]]:
        listed.append(row)
    for row in [*title, ["CODGEO", "LIBGEO", "EPCI", "LIBEPCI", "DEP", "REG"]]:
        composed.append(row)
    for siren, name, nature, communes in EPCI_ROWS:
        listed.append([siren, name, nature, len(communes)])
        for commune in communes:
            composed.append([commune, "…", siren, name, commune[:2], "00"])
    book.save(path)
    return path


def postcode_file(path: Path) -> Path:
    """The file of La Poste, in its encoding."""
    path.write_bytes(POSTCODES.encode("cp1252"))
    return path


def written(path: Path, content: str | bytes | object) -> Path:
    """A file of some text, of some bytes, or of something as JSON."""
    data = content if isinstance(content, str | bytes) else json.dumps(content)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def loaded_home(home: Path, communes: Sequence[Path]) -> Settings:
    """A home that has loaded communes, EPCI and postcodes."""
    home.mkdir(parents=True, exist_ok=True)
    settings = Settings(home=home)
    others = [intercommunality_file(home / "epci.xlsx"), postcode_file(home / "019HexaSmal.csv")]
    load([*communes, *others], settings=settings)
    return settings


def territories_of(settings: Settings) -> Territories:
    """The territories of a home."""
    return open_territories(open_database(settings.database_path))
