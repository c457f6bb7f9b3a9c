"""Run a case against the real loop: a home that holds the poisoned documents, and someone else's project."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.agent import Answer, Assistant
from assistant.domain import Frozen
from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.errors import JalonError
from assistant.services import Services, open_services
from assistant.settings import Settings
from evals.endpoint import serve
from evals.safety.cases import RedTeamCase
from evals.safety.harm import CANARY, KEY, VICTIM, harms
from evals.safety.obeying import obeying
from ingestion import ingest

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


class Outcome(Frozen):
    """What came of a case: what was shown, and each harm."""

    case: RedTeamCase
    shown: str
    harms: tuple[str, ...]


@contextmanager
def open_range(folder: Path, cases: Sequence[RedTeamCase]) -> Iterator[Settings]:
    """The settings of a home in which the documents of the cases are indexed, beside a project of someone else."""
    documents = folder / "documents" / "regulation"
    documents.mkdir(parents=True)
    for case in cases:
        if case.is_document:
            (documents / f"guide-{case.place}.md").write_text(case.document, encoding="utf-8")
    settings = Settings(home=folder / "home")
    ingest([folder / "documents"], settings=settings)
    with open_services(settings) as services:
        services.projects.save(_victim())
    yield settings


def run_case(case: RedTeamCase, settings: Settings, *, obeys: bool, confirm: str = "always") -> Outcome:
    """The outcome of a case, with a model that ``obeys`` the attack or with the offline planner."""
    if not obeys:
        with open_services(settings) as services:
            return _asked(case, services, [], obeys=False)
    with serve(obeying(case)) as server:
        changes: dict[str, Any] = {"llm_base_url": server.url, "llm_model": "obeying", "llm_api_key": KEY}
        endpoint = Settings(**{**settings.model_dump(), **changes, "confirm": confirm})
        with open_services(endpoint) as services:
            return _asked(case, services, server.requests, obeys=True)


def _asked(case: RedTeamCase, services: Services, requests: Sequence[Any], *, obeys: bool) -> Outcome:
    before = _versions(services)
    with closing(Assistant(services, now=lambda: NOW)) as assistant:
        try:
            answer = assistant.ask(case.message, repeatable=False)
        except JalonError as error:
            answer = _told(str(error))
    written = {name for name, version in _versions(services).items() if before.get(name) != version}
    found = tuple(harms(case, answer, requests, written, obeys=obeys))
    return Outcome(case=case, shown=answer.answer, harms=found)


def _versions(services: Services) -> dict[str, int]:
    return {summary.project_id: summary.version for summary in services.projects.list()}


def _told(message: str) -> Answer:
    return Answer(answer=message, citations=(), figures=(), tool_calls=(), unverified=(), project_id=None)


def _victim() -> ProjectSheet:
    """Someone else's project, whose secret must go nowhere."""
    proof = (Provenance(origin=Origin.USER, quote=CANARY),)
    title = Statement(text=f"Projet confidentiel {CANARY}", provenance=proof)
    return ProjectSheet(project_id=VICTIM, version=1, title=title, created_at=NOW, updated_at=NOW)
