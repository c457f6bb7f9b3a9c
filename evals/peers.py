"""The plain pipelines that a team would otherwise use, on the very cases of the retrieval suites."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

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
from evals.suites.retrieval import ANSWERS, FUNDING, REGULATION, Query, Question, ranking
from evals.world import World, opened, prepared_home

OURS = "Jalon"
NO_PEERS = (
    "Les chaînes comparées ne sont pas ici : elles demandent le dépôt et ses groupes dev et bench "
    "(uv pip install --group dev --group bench)."
)
Row = tuple[str, str, str]  # reference, title with headings, text
Search = Callable[[str], Sequence[str]]


class PeerMeasures(Frozen):
    """The measures of a system on a suite."""

    suite: str
    system: str
    metrics: dict[str, Estimate]


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
        available = dict(import_module("benchmarks.peers").available())
    except ImportError as error:
        raise JalonError(NO_PEERS) from error
    found: list[PeerMeasures] = []
    for suite in (FUNDING, REGULATION):
        assert suite.corpus is not None
        version = versions(settings).code
        home = prepared_home(suite.corpus, settings, folder_of(settings) / "homes", version=version)
        with opened(settings, home) as world:
            found += _measured(suite, world, available, progress)
    return found


def _measured(suite: Suite, world: World, peers: dict[str, Any], progress: Progress) -> Iterator[PeerMeasures]:
    cases = suite.load().cases
    rows = _aids(world) if suite is FUNDING else _notes(world)
    for system, build in peers.items():
        progress(Step(f"{suite.name} : {system}"))
        try:
            search: Search = build(Collection(suite.name.replace(".", "-"), rows))
        except ImportError as error:
            progress(Step(f"{suite.name} : {system} n'est pas installé ({error.name})"))
            continue
        scores = [_scores(suite, case, search, world) for case in cases]
        yield PeerMeasures(suite=suite.name, system=system, metrics=means(scores))
    progress(Step(f"{suite.name} : {OURS}"))
    ours = [suite.score(case, suite.run(case, world)) for case in cases]
    yield PeerMeasures(suite=suite.name, system=OURS, metrics=means(ours))


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


def _scores(suite: Suite, case: Case, search: Search, world: World) -> Scores:
    if suite is FUNDING:
        found = search(read_as(Query, case, case.input).query)
        return ranking(found, read_as(Judged, case, case.expected).judgements, ANSWERS)
    found = search(read_as(Question, case, case.input).question)
    return ranking([world.places[one] for one in found], grades_of(case), ANSWERS)


def peers_text(found: Sequence[PeerMeasures]) -> str:
    """The table, in Markdown."""
    names = [metric.name for metric in REGULATION.metrics if all(metric.name in one.metrics for one in found)]
    lines = [f"| suite | système | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    for one in found:
        cells = " | ".join(interval(one.metrics[name]) for name in names)
        lines.append(f"| {one.suite} | {one.system} | {cells} |")
    return "\n".join(lines)
