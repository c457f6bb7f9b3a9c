"""The page «Administration»: documents, dated facts, model, usage and opinions, each with what is wrong first."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.agent.feedback import answer_lines, load_reasons
from assistant.api.access import assistant_of, services_of
from assistant.api.files import attachment
from assistant.doctor import Check, check_endpoint
from assistant.errors import BusyError, NotFoundError
from assistant.export import read_letterhead
from assistant.funding import judgements
from assistant.language.names import KIND_NAMES
from assistant.progress import Progress
from assistant.settings import Settings
from assistant.storage import Ledger
from assistant.web.administration_facts import summaries
from assistant.web.layout import ADMINISTRATION, page
from assistant.web.maintenance import Job, Maintenance
from assistant.web.uploads import MOST_FILES, MOST_MEGABYTES

router = APIRouter(include_in_schema=False)
BASE = ADMINISTRATION.address
SHORT_SECONDS = 4.0  # a job that is over by then is told at once
TEXT = "text/plain; charset=utf-8"


def maintenance_of(request: Request) -> Maintenance:
    """The long jobs of this server."""
    maintenance: Maintenance = request.app.state.maintenance
    return maintenance


@router.get(BASE)
def administration(request: Request) -> HTMLResponse:
    """All that an administrator should look at."""
    return shown(request)


@router.post(BASE + "/reindexer")
def reindex(request: Request) -> Response:
    """Build the search index again from the documents that are stored."""
    settings = services_of(request).settings

    def job(progress: Progress) -> str:
        from ingestion import reindex as run

        done = run(settings, progress=progress)
        return f"Index reconstruit : {done.passages} passages en {done.seconds:.0f} s."

    return begun(request, "Reconstruction de l'index", job)


@router.post(BASE + "/modele")
def test_model(request: Request) -> HTMLResponse:
    """Try what the endpoint can do, as «jalon doctor» does."""
    return shown(request, tried=tuple(check_endpoint(services_of(request).settings)))


@router.get(BASE + "/avis")
def opinions(request: Request) -> HTMLResponse:
    """The opinions given on aids and on answers, the last first."""
    values = {
        "given": services_of(request).feedback.all(), "answers": assistant_of(request).opinions.all(),
        "reasons": load_reasons(), "base": BASE,
    }  # fmt: skip
    return page("administration_opinions.html.j2", values, current=ADMINISTRATION)


@router.get(BASE + "/avis/{name}")
def export_opinions(request: Request, name: str) -> Response:
    """The opinions as judgements and dialogues that the evaluations replay, or one JSON a line."""
    given = services_of(request).feedback.all()
    judged = judgements(given)
    lines = "".join(f"{one.model_dump_json(exclude={'author'})}\n" for one in given)
    files = {"avis.jsonl": lines, "queries.jsonl": judged.queries, "qrels.tsv": judged.qrels}
    files["answers.jsonl"] = answer_lines(assistant_of(request).opinions.all())
    if name not in files:
        raise NotFoundError(f"Les avis s'exportent en {', '.join(files)}.")
    return attachment(files[name].encode(), TEXT, name)


def begun(request: Request, name: str, job: Job) -> Response:
    """The page after a long job has begun; it tells the end of a short one."""
    maintenance = maintenance_of(request)
    try:
        maintenance.start(name, job)
    except BusyError as error:
        return shown(request, errors={"job": str(error)}, status=409)
    maintenance.wait(SHORT_SECONDS)
    return RedirectResponse(f"{BASE}#job", status_code=303)


def shown(
    request: Request, *, errors: Mapping[str, str] | None = None, tried: Sequence[Check] = (), status: int = 200
) -> HTMLResponse:
    """The page, with what went wrong."""
    services = services_of(request)
    files = Ledger(services.database).indexed_files()
    failing = [one.entry for one in files if one.entry.failures]
    values = {
        "base": BASE, "job": maintenance_of(request).last, "errors": errors or {}, "tried": tried, "kinds": KIND_NAMES,
        "files": len(files), "failing": failing,
        "documents": sum(one.entry.documents for one in files), "passages": sum(one.passages for one in files),
        "last": max((one.entry.ingested_at for one in files if one.entry.ingested_at), default=None),
        "facts": summaries(services), "usage": assistant_of(request).usage(), "model": _model(services.settings),
        "opinions": len(services.feedback.all()), "answers": assistant_of(request).opinions.all(),
        "letterhead": read_letterhead(services.settings.letterhead_folder),
        "is_letterhead_of_server": services.settings.letterhead is not None,
        "most_files": MOST_FILES, "most_megabytes": MOST_MEGABYTES,
    }  # fmt: skip
    return page("administration.html.j2", values, current=ADMINISTRATION, status=status)


def _model(settings: Settings) -> dict[str, str]:
    """What is set of the model, in French; the key, and the rest of the address, which may hold one, stay out."""
    if not settings.has_language_model:
        return {}
    host = urlsplit(settings.llm_base_url or "").hostname or ""
    key = "donnée" if settings.llm_api_key else "aucune"
    return {"Service": host, "Modèle": settings.llm_model or "", "Clé": key}
