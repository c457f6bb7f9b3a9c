"""The page «Projets»: the portfolio with its filters, totals, alerts and calendar; compared, exported, imported."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.api.access import services_of
from assistant.api.files import attachment
from assistant.api.person import author_of
from assistant.charts.timeline import StepState, Timeline, TimelineRow, TimelineStep, timeline_svg
from assistant.clock import now, today
from assistant.domain.portfolio import row_of
from assistant.domain.sheet import Phase
from assistant.errors import InputError, NotFoundError
from assistant.export.plan import XLSX_TYPE
from assistant.portfolio import Board, Filters, board_of, read_projects, to_csv, to_json, to_xlsx
from assistant.portfolio.exchange import MOST_BYTES
from assistant.services import Services
from assistant.web.layout import PROJECTS, page
from assistant.web.portfolio_view import RATINGS, compared, summed

router = APIRouter(include_in_schema=False)
BASE = PROJECTS.address
MOST_COMPARED = 4
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX_TYPE, "json": "application/json"}
Text = Annotated[str, Query()]


@router.get(BASE)
def projects(request: Request, q: Text = "", phase: Text = "", alertes: Text = "", done: Text = "") -> HTMLResponse:
    """The portfolio, or the part of it that the filters keep."""
    return _shown(services_of(request), _filters(q, phase, alertes), done=done)


@router.get(BASE + "/comparer")
def compare(request: Request, id: Annotated[list[str], Query()] = []) -> HTMLResponse:  # noqa: B006
    """Up to four projects side by side."""
    services = services_of(request)
    chosen = list(dict.fromkeys(id))
    sheets = [services.projects.get(name) for name in chosen[:MOST_COMPARED]]
    follow_ups = services.follow_ups.all()
    values = {
        "sheets": sheets, "lines": compared(sheets, follow_ups), "base": BASE,
        "left_out": len(chosen) - len(sheets), "most": MOST_COMPARED,
    }  # fmt: skip
    return page("projects_compared.html.j2", values, current=PROJECTS)


@router.get(BASE + "/portefeuille.{name}")
def export(request: Request, name: str, q: Text = "", phase: Text = "", alertes: Text = "") -> Response:
    """The lines that the filters keep as CSV or XLSX; the shared projects as an exchange file."""
    services = services_of(request)
    if name not in TYPES:
        raise NotFoundError(f"Le portefeuille s'exporte en {', '.join(TYPES)}.")
    board = _board(services, _filters(q, phase, alertes))
    if name == "json":
        content = to_json([line.row for line in board.lines], services.follow_ups.all())
    else:
        content = to_csv(board.lines) if name == "csv" else to_xlsx(board.lines)
    return attachment(content, TYPES[name], f"portefeuille.{name}")


@router.post(BASE + "/import")
def read_file(request: Request, file: UploadFile, whose: Annotated[str, Form()] = "others") -> Response:
    """Read an exchange file: projects of ours, or those that another authority shares."""
    services = services_of(request)
    source = (file.filename or "fichier.json")[:120]
    known = {row.project_id for row in services.projects.rows()} if whose == "ours" else set()
    try:
        sheets = read_projects(file.file.read(MOST_BYTES + 1), source, at=now(), known=known)
    except InputError as error:
        return _shown(services, Filters(), errors={"file": str(error)})
    if whose != "ours":
        services.shared_projects.replace(source, [row_of(sheet) for sheet in sheets])
        return RedirectResponse(f"{BASE}?done=shared", status_code=303)
    for sheet in sheets:
        if sheet.project_id not in known:
            with services.editor.signing(sheet.project_id, f"Projet importé de {source}", author=author_of()):
                services.projects.save(sheet)
    return RedirectResponse(f"{BASE}?done=imported", status_code=303)


DONE = {
    "shared": "Les projets partagés sont lus : les projets semblables les montrent.",
    "imported": "Les projets du fichier sont ajoutés ; ceux qui étaient déjà là n'ont pas changé.",
}


def _filters(text: str, phase: str, alerts: str) -> Filters:
    known = {one.value: one for one in Phase}
    return Filters(text=text[:200], phase=known.get(phase), with_alerts=alerts == "1")


def _board(services: Services, filters: Filters) -> Board:
    return board_of(services.projects.rows(), services.follow_ups.all(), on=today(), filters=filters)


def _shown(
    services: Services, filters: Filters, *, done: str = "", errors: dict[str, str] | None = None
) -> HTMLResponse:
    board = _board(services, filters)
    values = {
        "board": board, "filters": filters, "phases": list(Phase), "base": BASE, "ratings": RATINGS,
        "timeline": _timeline(board), "summed": summed, "most": MOST_COMPARED,
        "sources": services.shared_projects.sources(), "done": DONE.get(done, ""), "errors": errors or {},
    }  # fmt: skip
    return page("projects.html.j2", values, current=PROJECTS, status=422 if errors else 200)


def _timeline(board: Board) -> str:
    """The milestones of the lines as a drawing; empty without any."""
    on = today()
    rows = []
    for line in board.lines:
        steps = tuple(
            TimelineStep(
                label=step.label,
                day=step.done_on or step.planned_on,
                state=StepState.DONE if step.done_on else StepState.LATE if step.planned_on < on else StepState.TO_COME,
            )
            for step in line.follow_up.milestones
        )
        if steps:
            rows.append(TimelineRow(label=line.row.title, steps=steps))
    if not rows:
        return ""
    text = "Une ligne par projet : rond, étape faite ; triangle, étape en retard ; carré, étape à venir."
    return timeline_svg(Timeline(title="Calendrier des projets", description=text, rows=tuple(rows), on=on), "calendar")
