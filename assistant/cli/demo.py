"""The demonstration: a town's idea becomes a sourced project sheet, through the real loop with the offline planner."""

from importlib.resources import as_file, files
from pathlib import Path

from assistant.agent import Assistant
from assistant.cli.output import say, tell
from assistant.cli.progress import shown_progress
from assistant.cli.views.answers import answer_text
from assistant.export import export_sheet
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest

MESSAGES = (
    "Nous sommes une commune de 3 200 habitants en Dordogne et nous voulons remplacer 420 points lumineux d'éclairage "
    "public par des LED, pour 310 000 € HT.",
    "Aujourd'hui chaque point consomme 150 W, les LED feront 45 W, avec une extinction de 23 h à 5 h.",
    "Quelles subventions pouvons-nous demander ?",
    "Que dit la réglementation, et qu'ont fait d'autres communes ?",
    "Rédige la fiche projet.",
)
FORMATS = ("md", "pdf")


def play(settings: Settings) -> None:
    """Index the corpus that ships, play the conversation, write the sheet and say where."""
    offline = settings.model_copy(update={"llm_base_url": None, "llm_model": None})
    with as_file(files("ingestion") / "samples") as samples, shown_progress() as progress:
        report = ingest([samples], settings=offline, progress=progress)
    tell(f"Corpus : {report.added + report.updated + report.unchanged} documents, {report.passages} passages.")
    with open_services(offline) as services:
        assistant = Assistant(services)
        project: str | None = None
        try:
            for message in MESSAGES:
                say(f"\n› {message}\n")
                answer = assistant.ask(message, project_id=project)
                project = project or answer.project_id
                say(answer_text(answer))
        finally:
            assistant.close()
        assert project is not None  # the first message describes a project
        sheet = services.projects.get(project)
        say()
        for name in FORMATS:
            say(f"Fiche projet : {_write(export_sheet(sheet, name), offline.home / f'fiche-{project}.{name}')}")


def _write(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path
