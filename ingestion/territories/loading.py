"""Load code files into a home, all of them or none, and say what changed."""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.domain import Frozen, Territory, TerritoryLevel
from assistant.errors import InputError, ParseError
from assistant.language import normalise
from assistant.progress import Progress, followed, silent
from assistant.settings import Settings
from assistant.storage import TerritoryStore, open_database
from assistant.territories import name_key, shipped_territories
from ingestion.locking import writer_lock
from ingestion.territories.facts import Fact, commune_code
from ingestion.territories.merging import Merger
from ingestion.territories.shapes import SHAPES, commune_column, shape_of
from ingestion.territories.tables import Table, read_tables, text_of

PERIMETER_LEVELS = (TerritoryLevel.PROGRAMME, TerritoryLevel.PARK, TerritoryLevel.BASIN, TerritoryLevel.OTHER)
COUNTRY = "FR"


class Perimeter(Frozen):
    """What the communes of a file make: its name and level, and which rows count («id_pvd», «zrr_simp=C»; all)."""

    name: str
    level: TerritoryLevel = TerritoryLevel.OTHER
    only: str = ""


class UnknownRow(Frozen):
    """A row that was left out, and why."""

    source: str
    error: str


class LoadReport(Frozen):
    """What a loading changed, in territories, and the rows that it left out."""

    added: int
    updated: int
    removed: int
    unchanged: int
    unknown: tuple[UnknownRow, ...]
    seconds: float


def load(
    paths: Sequence[Path], *, settings: Settings, perimeter: Perimeter | None = None, progress: Progress = silent
) -> LoadReport:
    """Load code files in one transaction; the same files again change nothing.

    Raises InputError for a path or a level that cannot be, ParseError for a file that is not a code file, with its
    name; nothing is then changed.
    """
    started = time.monotonic()
    if perimeter and perimeter.level not in PERIMETER_LEVELS:
        raise InputError(f"Le niveau d'un périmètre est l'un de : {', '.join(PERIMETER_LEVELS)}.", field="level")
    missing = next((path for path in paths if not path.is_file()), None)
    if missing:
        raise InputError(f"Le fichier « {missing} » n'existe pas, ou c'est un dossier.", field="path")
    with writer_lock(settings.home, timeout_seconds=settings.lock_timeout_seconds, progress=progress):
        database = open_database(settings.database_path)
        try:
            return _load(paths, TerritoryStore(database), perimeter, progress, started)
        finally:
            database.close()


def _load(
    paths: Sequence[Path], store: TerritoryStore, perimeter: Perimeter | None, progress: Progress, started: float
) -> LoadReport:
    loaded = {one.code: one for one in store.all()}
    merger = Merger({one.code: one for one in shipped_territories()}, loaded)
    unknown: list[UnknownRow] = []
    for path in followed(paths, progress, "Lecture des territoires", total=len(paths), unit="fichiers"):
        try:
            tables = read_tables(path)
            unknown += _include(tables, perimeter, merger, path) if perimeter else _read(tables, merger, path)
        except ParseError as error:
            raise ParseError(f"« {path.name} » : {error}. Rien n'a été chargé.") from error
    change = merger.change()
    store.replace(change.changed, change.removed)
    added = sum(one.code not in loaded for one in change.changed)
    updated = len(change.changed) - added
    return LoadReport(
        added=added,
        updated=updated,
        removed=len(change.removed),
        unchanged=len(loaded) - updated - len(change.removed),
        unknown=tuple(unknown),
        seconds=time.monotonic() - started,
    )


def _read(tables: Iterable[Table], merger: Merger, path: Path) -> Iterator[UnknownRow]:
    """Take in the tables of a file that are of a known shape; yields the rows left out."""
    recognised = [(table, shape) for table in tables if (shape := shape_of(table))]
    if not recognised:
        raise ParseError(
            "ses colonnes ne sont celles d'aucun fichier connu : "
            f"{', '.join(shape.name for shape in SHAPES)}. Pour une liste de communes, ajoutez --perimeter NOM"
        )
    for table, shape in recognised:
        yield from _take(((number, shape.read(row)) for number, row in table.rows), merger, path)
    yield from (_not_known(path.name, code) for code in merger.finish())


def _take(rows: Iterable[tuple[int, Iterator[Fact]]], merger: Merger, path: Path) -> Iterator[UnknownRow]:
    count, left_out = 0, list[UnknownRow]()
    for number, facts in rows:
        count += 1
        source = f"{path.name}:{number}"
        try:
            left_out += [_not_known(source, fact.code) for fact in facts if not merger.add(fact)]
        except ParseError as error:
            left_out.append(UnknownRow(source=source, error=str(error)))
    if count and len(left_out) == count:
        raise ParseError(f"aucune de ses {count} lignes ne se lit ; la première : {left_out[0].error}")
    yield from left_out


def _include(tables: Sequence[Table], perimeter: Perimeter, merger: Merger, path: Path) -> Iterator[UnknownRow]:
    """Make a perimeter of the communes that a file lists; yields the rows left out."""
    codes: dict[str, str] = {}
    for source, code in _lines(tables, perimeter, path):
        try:
            codes.setdefault(commune_code(code), source)
        except ParseError as error:
            yield UnknownRow(source=source, error=str(error))
    unknown = merger.include(_territory(perimeter, merger), codes)
    if len(unknown) == len(codes):
        raise ParseError("aucune de ses communes n'est connue : chargez d'abord les communes")
    yield from (_not_known(codes[code], code) for code in unknown)


def _lines(tables: Sequence[Table], perimeter: Perimeter, path: Path) -> Iterator[tuple[str, str]]:
    """The rows of a list of communes that count: where each stands, and its code as written."""
    named, _, wanted = perimeter.only.partition("=")
    column, value = normalise(named), normalise(wanted)
    table = next((table for table in tables if commune_column(table)), None)
    code_column = commune_column(table) if table else None
    if table is None or code_column is None:
        raise ParseError("il n'a pas de colonne de codes INSEE de communes (insee, code_insee, codgeo…)")
    if column and column not in table.columns:
        raise ParseError(f"il n'a pas de colonne « {named} »")
    for number, row in table.rows:
        told = normalise(text_of(row, column)) if column else ""
        if not column or (told and f"{told} ".startswith(f"{value} " if value else "")):
            yield f"{path.name}:{number}", text_of(row, code_column)


def _territory(perimeter: Perimeter, merger: Merger) -> Territory:
    """The territory of a perimeter: the known one of that name and level, else a new one."""
    key = name_key(perimeter.name)
    if not key:
        raise InputError('Donnez le nom du périmètre : --perimeter "Petites villes de demain".', field="perimeter")
    known = merger.named(key, perimeter.level)
    code = f"P-{key.replace(' ', '-')}".upper()
    return known or Territory(code=code, name=perimeter.name.strip(), level=perimeter.level, parents=(COUNTRY,))


def _not_known(source: str, code: str) -> UnknownRow:
    return UnknownRow(source=source, error=f"« {code} » n'est pas un territoire connu")
