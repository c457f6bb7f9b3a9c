"""The visas of a deliberation name the texts of law, as their official addresses tell them."""

import pytest

from assistant.domain import DocumentKind
from assistant.domain.sheet import ProjectSheet
from assistant.export.visas import legal_name, visas_of
from tests.export.test_sheet import sheet

__all__ = ["sheet"]

LEGIFRANCE = "https://www.legifrance.gouv.fr"
CODE = f"{LEGIFRANCE}/codes/texte_lc/LEGITEXT000006070633/"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"{LEGIFRANCE}/eli/decret/2019/7/23/2019-771/jo/texte", "le décret n° 2019-771 du 23 juillet 2019"),
        (f"{LEGIFRANCE}/eli/loi/2023/3/10/2023-175/jo/texte", "la loi n° 2023-175 du 10 mars 2023"),
        (f"{LEGIFRANCE}/eli/arrete/2018/12/27/TREP1831126A/jo/texte", "l'arrêté du 27 décembre 2018"),
        (CODE, "le code général des collectivités territoriales"),
        (f"{LEGIFRANCE}/jorf/id/JORFTEXT000046113741", ""),
        ("", ""),
    ],
)
def test_an_address_names_its_text_or_nothing(address: str, name: str) -> None:
    assert legal_name(address) == name


def test_a_text_is_named_once_with_the_notes_that_speak_of_it(sheet: ProjectSheet) -> None:
    source = sheet.sources[0].model_copy(update={"kind": DocumentKind.REGULATION, "url": CODE})
    notes = [source.model_copy(update={"title": title}) for title in ("FCTVA", "Participation minimale")]
    (visa,) = visas_of(notes)
    assert visa.text == "Vu le code général des collectivités territoriales (FCTVA ; Participation minimale) ;"
    assert visa.origin == "documents 1, 2"
