"""The plain pipelines that a team would otherwise use, on the very cases of the retrieval suites."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pydantic import Field

from assistant.comparables.register import OperationRegister
from assistant.domain import DocumentKind, Frozen, Passage
from assistant.errors import JalonError
from assistant.progress import Progress, Step
from assistant.settings import Settings
from evals.cases import Case, read_as
from evals.judgements import Judged, grades_of
from evals.provenance import versions
from evals.record import Estimate
from evals.report.words import interval
from evals.runs import folder_of
from evals.statistics import means
from evals.suite import Scores, Suite
from evals.suites.projects import PROJECTS
from evals.suites.retrieval import ANSWERS, FUNDING, METRICS, REGULATION, ranking
from evals.world import World, opened, prepared_home

OURS = "Jalon"
NO_PEERS = (
    "Les chaînes comparées ne sont pas ici : elles demandent le dépôt et ses groupes dev et bench "
    "(uv pip install --group dev --group bench)."
)
Row = tuple[str, str, str]  # reference, title with headings, text
Search = Callable[[str], Sequence[str]]


class PeerMeasures(Frozen):
    """The measures of a system on a suite, or why it was not measured."""

    suite: str
    system: str
    metrics: dict[str, Estimate] = Field(default_factory=dict)
    skipped: str | None = None


@dataclass(frozen=True)
class Collection:
    """The documents that the peers index, as they take them."""

    name: str
    rows: Sequence[Row]

    def documents(self) -> Iterator[Row]:
        """Reference, title with headings, and text of each document."""
        return iter(self.rows)


def measure_peers(settings: Settings, progress: Progress) -> list[PeerMeasures]:
    """Every pipeline that can run here, then ours, on each suite; raises JalonError where there is none."""
    try:
        pipelines = import_module("benchmarks.peers")
    except ImportError as error:
        raise JalonError(NO_PEERS) from error
    found: list[PeerMeasures] = []
    for suite in (FUNDING, REGULATION, PROJECTS):
        assert suite.corpus is not None
        version = versions(settings).code
        home = prepared_home(suite.corpus, settings, folder_of(settings) / "homes", version=version)
        with opened(settings, home) as world:
            found += _measured(suite, world, pipelines, progress)
    return found


def _measured(suite: Suite, world: World, pipelines: Any, progress: Progress) -> Iterator[PeerMeasures]:
    cases, collection = suite.load().cases, Collection(suite.name.replace(".", "-"), ROWS[suite.name](world))
    for system, build in pipelines.PEERS.items():
        progress(Step(f"{suite.name} : {system}"))
        try:
            search: Search = build(collection)
        except ImportError as error:
            yield PeerMeasures(suite=suite.name, system=system, skipped=f"« {error.name} » n'est pas installé")
        except pipelines.PeerAbsentError as error:
            yield PeerMeasures(suite=suite.name, system=system, skipped=str(error))
        else:
            scores = [_scores(suite, case, search, world) for case in cases]
            yield PeerMeasures(suite=suite.name, system=system, metrics=means(scores, suite.shares))
    progress(Step(f"{suite.name} : {OURS}"))
    ours = [suite.score(case, suite.run(case, world)) for case in cases]
    yield PeerMeasures(suite=suite.name, system=OURS, metrics=means(ours, suite.shares))


def _aids(world: World) -> list[Row]:
    """An aid a row, by slug."""
    documents: dict[str, list[Passage]] = {}
    for passage in world.passages:
        if passage.kind is DocumentKind.FUNDING:
            documents.setdefault(passage.document_id, []).append(passage)
    aids = world.services.store.aids_of(sorted(documents))
    return [(aids[one].slug, some[0].title, "\n".join(part.text for part in some)) for one, some in documents.items()]


def _notes(world: World) -> list[Row]:
    """A passage of the regulation a row, by id."""
    notes = (passage for passage in world.passages if passage.kind is DocumentKind.REGULATION)
    return [(one.passage_id, f"{one.title} {one.heading}", one.text) for one in notes]


def _operations(world: World) -> list[Row]:
    """An operation a row, by id; its title alone, since the rest is money and place."""
    groups = OperationRegister.of(world.services.store).groups
    return [(group[0].operation.operation_id, group[0].operation.title, "") for group in groups]


ROWS: Mapping[str, Callable[[World], list[Row]]] = {
    FUNDING.name: _aids,
    REGULATION.name: _notes,
    PROJECTS.name: _operations,
}


def _scores(suite: Suite, case: Case, search: Search, world: World) -> Scores:
    (asked,) = case.input.values()
    found = search(str(asked))
    if suite is REGULATION:
        return ranking([world.places[one] for one in found], grades_of(case), ANSWERS)
    return ranking(found, read_as(Judged, case, case.expected).judgements, ANSWERS)


def peers_text(found: Sequence[PeerMeasures]) -> str:
    """The table, in Markdown."""
    names = [metric.name for metric in METRICS]
    lines = [f"| suite | système | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    for one in found:
        cells = [interval(one.metrics[name]) for name in names if name in one.metrics]
        lines.append(f"| {one.suite} | {one.system} | {' | '.join(cells) or f'non mesuré : {one.skipped}'} |")
    return "\n".join(lines)
