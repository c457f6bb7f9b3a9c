"""The official code files, recognised by their columns.

Where the names of the columns were read:

- INSEE, code officiel géographique: «TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT» (v_commune;
  TYPECOM is COM, COMA, COMD or ARM), «DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE» (v_departement), «REG,CHEFLIEU,TNCC,…»
  (v_region), «COM_COMER,TNCC,NCC,NCCENR,LIBELLE,NATURE_ZONAGE,COMER,LIBELLE_COMER» (v_commune_comer): INSEE's list of
  values of 17/02/2023 and public programs that read the files of 2023 to 2026.
- INSEE, Intercommunalite_Metropole: sheets «EPCI» («EPCI;LIBEPCI;NATURE_EPCI;NB_COM») and «Composition_communale»
  («CODGEO;LIBGEO;EPCI;LIBEPCI;DEP;REG»), each under four rows of title: JEAYNE/Conseil-Metropolitain, insee/données.
- DGCL, Banatic: «dept;siren;raison_sociale;nature_juridique;mode_financ;nb_membres;total_pop_tot;total_pop_mun;dep_com;
  insee;siren_membre;nom_membre;…» (list and composition of EPCI, Latin-1) and «N° SIREN», «Nom du groupement», «Nature
  juridique», «Siren membre» (perimeters, tab-separated): public programs that read both.
- Etalab, @etalab/decoupage-administratif 6.0.0: communes.json, epci.json, departements.json, regions.json.
- La Poste, base officielle des codes postaux: «#Code_commune_INSEE;Nom_de_la_commune;Code_postal;
  Libellé_d_acheminement;Ligne_5», in Windows-1252: public programs that read it.
- Lists of communes: «insee_com;lib_com;id_pvd;…» (programmes of the ANCT), «CODGEO;LIBGEO;ZRR_SIMP;…» (zoning).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.domain import TerritoryLevel
from assistant.errors import ParseError
from assistant.language import normalise
from ingestion.territories.facts import Fact, area_code, commune_code, count, postcode, siren
from ingestion.territories.tables import Row, Table, text_of

COMMUNE_COLUMNS = (
    "insee com", "code insee", "codgeo", "insee", "code commune insee", "code insee commune", "code commune", "depcom",
    "code geo", "com", "code",
)  # fmt: skip
METROPOLES = frozenset({"me", "metro", "met69", "metlyon", "ml"})
GROUPED = frozenset({"cc", "ca", "cu", *METROPOLES})
ACROSS = frozenset({"ept", "petr", "polem"})  # made of whole communes and EPCI, beside which they stand
NO_EPCI = "ZZZZZZZZZ"  # the EPCI that INSEE writes for a commune that has none


class Shape(NamedTuple):
    """A shape of file: the columns that it alone has, and what each row says."""

    name: str
    columns: frozenset[str]
    read: Callable[[Row], Iterator[Fact]]


def shape_of(table: Table) -> Shape | None:
    """The shape of a table; None when it is none of those known."""
    return next((shape for shape in SHAPES if shape.columns <= table.columns), None)


def commune_column(table: Table) -> str | None:
    """The column of INSEE codes of a list of communes; None when it has none."""
    return next((column for column in COMMUNE_COLUMNS if column in table.columns), None)


def _commune(row: Row) -> Iterator[Fact]:
    """A row of communes.jsonl: IGN and Etalab."""
    epci = text_of(row, "epci siren")
    part_of = text_of(row, "commune deleguee de")
    yield Fact(
        code=commune_code(text_of(row, "insee")),
        level=TerritoryLevel.COMMUNE,
        name=_name(row, "nom"),
        department=area_code(text_of(row, "departement")),
        epci=siren(epci) if epci else "",
        part_of=commune_code(part_of) if part_of else "",
    )


def _etalab_commune(row: Row) -> Iterator[Fact]:
    part_of = text_of(row, "cheflieu") or text_of(row, "commune")
    postcodes = row.get("codespostaux")
    yield Fact(
        code=commune_code(text_of(row, "code")),
        level=TerritoryLevel.COMMUNE,
        name=_name(row, "nom"),
        department=area_code(text_of(row, "departement")),
        population=count(text_of(row, "population")),
        postcodes=tuple(postcode(str(one)) for one in postcodes) if isinstance(postcodes, list) else (),
        siren=text_of(row, "siren"),
        part_of=commune_code(part_of) if part_of else "",
    )


def _etalab_epci(row: Row) -> Iterator[Fact]:
    members = row.get("membres")
    if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
        raise ParseError("« membres » n'est pas une liste de communes")
    yield Fact(
        code=siren(text_of(row, "code")),
        level=_grouped(text_of(row, "type")),
        name=_name(row, "nom"),
        population=count(text_of(row, "populationmunicipale")),
        members=tuple(commune_code(str(member.get("code", ""))) for member in members),
    )


def _department(row: Row) -> Iterator[Fact]:
    yield _area(text_of(row, "code"), _name(row, "nom"), TerritoryLevel.DEPARTMENT, f"R{text_of(row, 'region')}")


def _region(row: Row) -> Iterator[Fact]:
    if len(text_of(row, "code")) > 2:
        return  # an overseas collectivity, which départements list as well
    yield _area(f"R{text_of(row, 'code')}", _name(row, "nom"), TerritoryLevel.REGION, "FR")


def _insee_commune(row: Row) -> Iterator[Fact]:
    parent = text_of(row, "comparent")
    yield Fact(
        code=commune_code(text_of(row, "com")),
        level=TerritoryLevel.COMMUNE,
        name=_name(row, "libelle"),
        department=area_code(text_of(row, "dep")) if text_of(row, "dep") else "",
        part_of=commune_code(parent) if parent else "",
    )


def _insee_department(row: Row) -> Iterator[Fact]:
    yield _area(text_of(row, "dep"), _name(row, "libelle"), TerritoryLevel.DEPARTMENT, f"R{text_of(row, 'reg')}")


def _insee_region(row: Row) -> Iterator[Fact]:
    yield _area(f"R{text_of(row, 'reg')}", _name(row, "libelle"), TerritoryLevel.REGION, "FR")


def _overseas_commune(row: Row) -> Iterator[Fact]:
    collectivity = area_code(text_of(row, "comer"))
    if text_of(row, "libelle comer"):
        yield _area(collectivity, text_of(row, "libelle comer"), TerritoryLevel.OVERSEAS, "FR")
    if text_of(row, "nature zonage") == "COM":
        code = commune_code(text_of(row, "com comer"))
        yield Fact(code=code, level=TerritoryLevel.COMMUNE, name=_name(row, "libelle"), department=collectivity)


def _overseas(row: Row) -> Iterator[Fact]:
    yield _area(text_of(row, "comer"), _name(row, "libelle"), TerritoryLevel.OVERSEAS, "FR")


def _insee_epci(row: Row) -> Iterator[Fact]:
    if text_of(row, "epci") != NO_EPCI:
        level = _grouped(text_of(row, "nature epci"))
        yield Fact(code=siren(text_of(row, "epci")), level=level, name=_name(row, "libepci"))


def _insee_composition(row: Row) -> Iterator[Fact]:
    if text_of(row, "epci") != NO_EPCI:
        code = siren(text_of(row, "epci"))
        yield Fact(code=code, name=_name(row, "libepci"), members=(commune_code(text_of(row, "codgeo")),))


def _dgcl_epci(row: Row) -> Iterator[Fact]:
    yield Fact(
        code=siren(text_of(row, "siren")),
        level=_grouped(text_of(row, "nature juridique")),
        name=_name(row, "raison sociale"),
        population=count(text_of(row, "total pop mun")),
        members=(commune_code(text_of(row, "insee")),),
    )


def _banatic_perimeter(row: Row) -> Iterator[Fact]:
    nature = text_of(row, "nature juridique")
    if normalise(nature) not in GROUPED | ACROSS:
        return  # a syndicate, which may gather départements, towns and companies for one task
    code = siren(text_of(row, "n siren"))
    members = (siren(text_of(row, "siren membre")),)
    yield Fact(code=code, level=_grouped(nature), name=_name(row, "nom du groupement"), members=members)


def _postcode(row: Row) -> Iterator[Fact]:
    code = commune_code(text_of(row, "code commune insee"))
    yield Fact(code=code, postcodes=(postcode(text_of(row, "code postal")),))


def _area(code: str, name: str, level: TerritoryLevel, parent: str) -> Fact:
    return Fact(code=area_code(code), level=level, name=name, parents=(parent,))


def _grouped(nature: str) -> TerritoryLevel:
    if normalise(nature) in ACROSS:
        return TerritoryLevel.OTHER
    return TerritoryLevel.METROPOLE if normalise(nature) in METROPOLES else TerritoryLevel.EPCI


def _name(row: Row, column: str) -> str:
    name = text_of(row, column)
    if not name:
        raise ParseError(f"la colonne « {column} » est vide")
    return name


SHAPES = tuple(
    Shape(name, frozenset(columns.split(",")), read)
    for name, columns, read in (
        ("communes (IGN et Etalab)", "insee,nom,departement,commune deleguee de", _commune),
        ("EPCI (Etalab)", "code,nom,type,membres", _etalab_epci),
        ("communes (Etalab)", "code,nom,type,departement", _etalab_commune),
        ("communes (INSEE)", "typecom,com,dep,libelle,comparent", _insee_commune),
        ("communes d'outre-mer (INSEE)", "com comer,libelle,nature zonage,comer", _overseas_commune),
        ("collectivités d'outre-mer (INSEE)", "comer,libelle,nccenr", _overseas),
        ("EPCI (INSEE)", "epci,libepci,nature epci", _insee_epci),
        ("composition des EPCI (INSEE)", "codgeo,libgeo,epci,libepci", _insee_composition),
        ("EPCI (DGCL)", "siren,raison sociale,nature juridique,insee", _dgcl_epci),
        ("EPCI (Banatic)", "n siren,nom du groupement,nature juridique,siren membre", _banatic_perimeter),
        ("codes postaux (La Poste)", "code commune insee,code postal", _postcode),
        ("départements (INSEE)", "dep,reg,cheflieu,libelle", _insee_department),
        ("régions (INSEE)", "reg,cheflieu,libelle", _insee_region),
        ("départements (Etalab)", "code,nom,region", _department),
        ("régions (Etalab)", "code,nom,cheflieu", _region),
    )
)
