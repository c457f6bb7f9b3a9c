"""The plan in the project sheet: kept through later versions, shown in every format."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from assistant.agent import Assistant
from assistant.errors import NotFoundError
from assistant.export import export_sheet
from assistant.services import Services
from tests.calculators.financing.plans import ON, OWNER, WORKS, grant

PROJECT = (
    "Nous sommes une commune de Dordogne de 1 200 habitants, nous voulons rénover 420 points lumineux pour 200 000 €."
)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def project_id(assistant: Assistant) -> str:
    return str(assistant.ask(f"{PROJECT} Rédige la fiche projet.").project_id)


def keep(services: Services, project_id: str, **changes: Any) -> Any:
    content = {"owner": OWNER, "costs": [WORKS], "grants": [grant("detr", 90000)], **changes}
    return services.plans.keep(services.plans.build(content, on=date.fromisoformat(ON)), project_id, now=NOW)


def test_a_plan_is_kept_in_a_new_version_of_the_sheet(services: Services, project_id: str) -> None:
    before = services.projects.get(project_id)
    after = keep(services, project_id)
    assert (after.version, after.updated_at) == (before.version + 1, NOW)
    assert services.projects.get(project_id).financing_plan == after.financing_plan
    assert services.projects.get(project_id, version=before.version).financing_plan is None


def test_a_later_version_of_the_sheet_keeps_the_plan(services: Services, assistant: Assistant, project_id: str) -> None:
    kept = keep(services, project_id)
    assistant.ask("Rédige la fiche projet.", project_id=project_id)
    last = services.projects.get(project_id)
    assert last.version > kept.version
    assert last.financing_plan == kept.financing_plan


def test_a_plan_needs_a_sheet(services: Services) -> None:
    with pytest.raises(NotFoundError):
        keep(services, "projet-sans-fiche")


def test_the_sheet_shows_the_plan_what_breaks_it_and_its_reference(services: Services, project_id: str) -> None:
    text = export_sheet(keep(services, project_id), "md").decode()
    assert "## Plan de financement" in text
    assert "## Besoin de trésorerie" in text
    assert "## Contrôles du plan de financement" in text
    assert "1 point bloquant à corriger" not in text  # two rules are broken: the contribution and the cap
    assert "2 points bloquants à corriger" in text
    assert "(CGCT, article L1111-10, III)" in text


def test_the_plan_is_laid_out_on_paper(services: Services, project_id: str) -> None:
    import io

    import pypdf

    pdf = pypdf.PdfReader(io.BytesIO(export_sheet(keep(services, project_id), "pdf")))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Besoin de trésorerie" in text
    assert "Participation du maître d'ouvrage" in text.replace("\n", " ").replace("’", "'")


def test_a_sheet_without_a_plan_says_nothing_of_it(services: Services, project_id: str) -> None:
    text = export_sheet(services.projects.get(project_id), "md").decode()
    assert "## Plan de financement" not in text
