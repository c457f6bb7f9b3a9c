"""The sheet on paper: what a council reads, in Markdown and in PDF."""

import re
from collections.abc import Callable

import pypdfium2
import pytest

from assistant.agent import Assistant
from assistant.domain.sheet import ProjectSheet
from assistant.export import export_sheet
from assistant.services import Services

SCHOOL = (
    "Nous sommes une commune de 3 200 habitants en Dordogne et nous voulons rénover l'école primaire Jean Moulin, "
    "900 m², chauffée au fioul, pour 280 000 €.",
    "Le nouveau chauffage sera aux granulés, l'isolation réduira le besoin de 30 %.",
    "Quelles aides ?",
    "Qu'ont fait d'autres communes ?",
    "Rédige la fiche projet.",
)


@pytest.fixture
def sheet(assistant: Assistant, services: Services) -> ProjectSheet:
    answers = [assistant.ask(SCHOOL[0])]
    for message in SCHOOL[1:]:
        answers.append(assistant.ask(message, project_id=answers[0].project_id))
    assert all(answer.unverified == () for answer in answers)
    return services.projects.get(answers[0].project_id or "")


def markdown(sheet: ProjectSheet) -> str:
    return export_sheet(sheet, "md").decode().replace("\u202f", " ")


def paper(sheet: ProjectSheet) -> str:
    document = pypdfium2.PdfDocument(export_sheet(sheet, "pdf"))
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\u202f", " ").replace("\ufffe", "").split())


READERS = pytest.mark.parametrize("read", [markdown, paper], ids=["markdown", "pdf"])


@READERS
def test_an_unsaid_tax_stays_unsaid(sheet: ProjectSheet, read: Callable[[ProjectSheet], str]) -> None:
    text = read(sheet)
    assert "280 000 € (hors taxes, à confirmer)" in text
    assert "280 000 € HT" not in text


@READERS
def test_no_sign_of_markdown_and_no_endless_number_reaches_the_reader(
    sheet: ProjectSheet, read: Callable[[ProjectSheet], str]
) -> None:
    text = read(sheet)
    sources = text[text.rindex("Sources") :]
    assert "|---|" not in text
    assert "|" not in sources
    assert "**Dispense" not in text
    assert re.findall(r"\d+,\d{7,}", text) == []
    assert "CO2e" not in text.replace("gCO2eq", "")
    assert " ratio " not in text.replace("ratio des écoles", "")


def test_the_title_names_what_the_user_names(sheet: ProjectSheet) -> None:
    assert sheet.title.text == "Rénovation énergétique d'un bâtiment : école primaire Jean Moulin (Dordogne)"


def test_an_obligation_is_a_sentence_under_the_name_of_its_text(sheet: ProjectSheet) -> None:
    titles = {passage.title for passage in sheet.sources}
    assert sheet.obligations
    for obligation in sheet.obligations:
        title = next(title for title in titles if obligation.text.startswith(f"{title} : « "))
        quoted = obligation.text[len(title) :].partition("« ")[2].partition(" »")[0]
        assert len(quoted.split()) > 5
        assert quoted not in title
    assert any("avec 900 m², vous n'entrez pas dans ce cas" in one.text for one in sheet.obligations)


def test_comparables_tell_cost_subsidy_rate_and_year(sheet: ProjectSheet) -> None:
    school = next(one.text for one in sheet.comparables if one.text.startswith("Bulat-Pestivien"))
    assert school.endswith(
        "Coût hors taxes : 81 210 € HT ; Subvention : 24 363 € ; Taux : 30 % ; "
        "Dispositif : dotation de soutien à l'investissement local (DSIL) ; Année : 2023"
    )


@READERS
def test_the_costs_come_with_the_rules_that_bind_them(sheet: ProjectSheet, read: Callable[[ProjectSheet], str]) -> None:
    text = read(sheet)
    assert "Part minimale du maître d'ouvrage : 20 %" in text
    assert "16,404 % s'applique à la dépense toutes taxes comprises" in text


def test_funding_lists_what_was_found_and_the_grants_of_the_state(sheet: ProjectSheet) -> None:
    names = " ".join(aid.name for aid in sheet.funding)
    for name in ("EduRénov", "Fonds vert : rénovation énergétique", "(DETR)", "(DSIL)"):
        assert name in names
    assert "éclairage" not in names
    assert all(aid.rate for aid in sheet.funding)
    fits = [aid.fits for aid in sheet.funding if "Dotation" not in aid.name]
    assert fits == sorted(fits, reverse=True)


@READERS
def test_an_aid_tells_its_condition_and_its_doubt(sheet: ProjectSheet, read: Callable[[ProjectSheet], str]) -> None:
    text = read(sheet)
    assert "50 % plus deux bonus de 10 % au plus" in text
    assert "Le dernier appel repéré s'est clos le 13 juillet 2023" in text


def test_the_full_precision_is_kept_for_machines(sheet: ProjectSheet) -> None:
    assert re.search(r"\d\.\d{12,}", export_sheet(sheet, "json").decode())
