"""The world in which cases run: a home with an ingested corpus, opened once a process, on a fixed day."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select

from assistant.agent import Assistant
from assistant.calculators.footprint import FactorRegistry, load_registry
from assistant.domain import DocumentKind, Frozen, Passage
from assistant.errors import JalonError
from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.storage import tables
from assistant.territories import Territories, load_territories
from evals.judging import Judge
from evals.places import PassagePlace

ON = date(2026, 11, 30)  # fixed, so that no run ages
NOON = datetime(ON.year, ON.month, ON.day, 12, tzinfo=UTC)


class Corpus(Frozen):
    """Files to ingest in a home of their own; without ``kind``, each folder says that of its files."""

    name: str
    paths: tuple[Path, ...]
    kind: DocumentKind | None = None

    @cached_property
    def digest(self) -> str:
        """What tells one state of its files from another."""
        found = sha256(self.model_dump_json(include={"name", "kind"}).encode())
        for file in sorted(file for path in self.paths for file in (path.rglob("*") if path.is_dir() else [path])):
            if file.is_file():
                found.update(file.name.encode() + file.read_bytes())
        return found.hexdigest()


class World:
    """The services and the assistant over one home; close it by leaving ``opened``."""

    def __init__(self, settings: Settings, stack: ExitStack) -> None:
        self._settings, self._stack = settings, stack

    @cached_property
    def services(self) -> Services:
        """The services, opened when the first case asks for them."""
        return self._stack.enter_context(open_services(self._settings))

    @cached_property
    def assistant(self) -> Assistant:
        """The assistant of these services, at noon of the fixed day."""
        opened = Assistant(self.services, now=lambda: NOON)
        self._stack.callback(opened.close)
        return opened

    @cached_property
    def judge(self) -> Judge:
        """The language model of the settings, as a judge."""
        return Judge(self._settings)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All that the home holds."""
        return tuple(self.services.store.iter_passages())

    @cached_property
    def places(self) -> dict[str, str]:
        """The name of the place of each passage, by its id."""
        seen: Counter[tuple[str, str]] = Counter()
        found = {}
        for passage in sorted(self.passages, key=lambda one: (one.source, one.start)):
            seen[passage.source, passage.heading] += 1
            part = seen[passage.source, passage.heading]
            place = PassagePlace(document=passage.source, heading=passage.heading, part=part)
            found[passage.passage_id] = place.name
        return found

    @cached_property
    def torn(self) -> frozenset[str]:
        """The documents that lack a passage between two others, which a place under a heading would hide."""
        table = tables.passages.c
        last, count = func.max(table.ordinal) - func.min(table.ordinal) + 1, func.count()
        gaps = select(table.document_id).group_by(table.document_id).having(last != count)
        with self.services.database.connect() as connection:
            return frozenset(connection.scalars(gaps))

    @cached_property
    def whole_places(self) -> frozenset[str]:
        """The names of the places of the passages whose document is whole."""
        whole = (one for one in self.passages if one.document_id not in self.torn)
        return frozenset(self.places[one.passage_id] for one in whole)

    @cached_property
    def slugs(self) -> frozenset[str]:
        """The aids that the home holds, whole."""
        documents = {passage.document_id for passage in self.passages if passage.kind is DocumentKind.FUNDING}
        return frozenset(aid.slug for aid in self.services.store.aids_of(sorted(documents - self.torn)).values())

    @cached_property
    def factors(self) -> FactorRegistry:
        """The emission factors, which need no home."""
        return load_registry(self._settings.factors)

    @cached_property
    def territories(self) -> Territories:
        """The territories that ship, which need no home."""
        return load_territories()

    @property
    def settings(self) -> Settings:
        """The settings of the run, over this home."""
        return self._settings


@contextmanager
def opened(settings: Settings, home: Path | None) -> Iterator[World]:
    """A world over a copy of a home, so that conversations leave it as it was; over an empty one without home."""
    with tempfile.TemporaryDirectory(prefix="jalon-evals-") as folder, ExitStack() as stack:
        copy = Path(folder) / "home"
        if home:
            shutil.copytree(home, copy)
        yield World(settings.model_copy(update={"home": copy}), stack)


def home_path(corpus: Corpus, settings: Settings, folder: Path, *, version: str) -> Path:
    """Where in ``folder`` the home of a corpus stands, for a version of the code and an embedder."""
    told = f"{version}:{corpus.digest}:{settings.embedder}"
    return folder / f"{corpus.name}-{sha256(told.encode()).hexdigest()[:16]}"


def prepared_home(corpus: Corpus, settings: Settings, folder: Path, *, version: str) -> Path:
    """A home in ``folder`` that holds a corpus, ingested unless this version of the code already did.

    Raises JalonError when a file could not be read: measures on half a corpus would say nothing.
    """
    from ingestion import ingest

    home = home_path(corpus, settings, folder, version=version)
    if home.is_dir():
        return home
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="building-") as building:
        made = Path(building) / "home"
        report = ingest(list(corpus.paths), settings=settings.model_copy(update={"home": made}), kind=corpus.kind)
        if report.failed:
            raise JalonError(
                f"Corpus « {corpus.name} » : {len(report.failed)} fichier(s) illisible(s), {report.failed[0]}"
            )
        made.rename(home)
    return home
