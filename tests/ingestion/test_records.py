"""Record files: each published shape is read whole, a bad record is named by its line and stops nothing."""

import gzip
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.domain import Beneficiary, DocumentKind, Recurrence
from assistant.errors import ParseError
from ingestion.records import Record, RecordError, read_records

FULL_AID = {
    "id": 12, "slug": "aide-velo", "name": "Pistes cyclables", "financers": ["Région"],
    "perimeter": "Bretagne (Région)",
    "description": "<p>Des pistes.</p><ul><li>Études</li></ul>", "eligibility": "<p>Communes.</p>",
    "targeted_audiences": ["Communes", "Confréries"], "recurrence": "Permanente", "submission_deadline": "2027-03-31",
    "subvention_rate_upper_bound": 40, "url": "/aides/aide-velo/", "new_field": {"kept": True},
}  # fmt: skip
REDUCED_AID = {"slug": "aide-eau", "name": "Eau", "financers": ["Agence"], "description_text": "De l'eau propre."}
ARTICLE = {
    "code": "Code de test", "article": "L1-2", "id": "LEGIARTI000000000001",
    "title_path": ["Code de test", "Livre Ier"],
    "text": "Une règle.", "valid_from": "2020-01-01", "valid_to": "2999-01-01",
}  # fmt: skip
SECTION = {
    "text_id": "T1", "section_id": "S1", "title": "Arrêté de test", "reference": "Art. 2", "title_path": ["Titre Ier"],
    "text": "Une prescription.", "date": "2018-12-27",
}  # fmt: skip
OPERATION = {
    "intitule": "LED", "dispositif": "DETR", "exercice": 2024, "cout_ht": 1000.5, "subvention": 300, "taux": 0.3,
    "beneficiaire_nom": "Raray", "beneficiaire_dep": "060",
}  # fmt: skip
COMPACT = {"insee": "97411", "y": 2022, "d": "DSIL", "t": "École", "c": 5000, "s": 2000, "r": 0.4}


def write(path: Path, records: Iterable[Mapping[str, Any] | str]) -> Path:
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read(path: Path) -> list[Record]:
    found = list(read_records(path, None))
    assert all(isinstance(record, Record) for record in found), found
    return [record for record in found if isinstance(record, Record)]


def test_a_whole_aid_is_imported_without_loss(tmp_path: Path) -> None:
    aid = read(write(tmp_path / "aides.jsonl", [FULL_AID]))[0].aid
    assert aid is not None
    assert (aid.aid_id, aid.slug, aid.perimeter, aid.perimeter_scale) == ("12", "aide-velo", "Bretagne", "Région")
    assert aid.audiences == (Beneficiary.COMMUNE,)
    assert aid.unknown_audiences == ("Confréries",)
    assert aid.recurrence is Recurrence.ONGOING
    assert aid.rate_max == Decimal(40)
    assert aid.extra == {"new_field": {"kept": True}}
    assert "<p>" not in aid.description


def test_the_facts_of_an_aid_stand_in_its_text(tmp_path: Path) -> None:
    text = read(write(tmp_path / "aides.jsonl", [FULL_AID]))[0].parsed.text
    assert "Financeur : Région." in text
    assert "40\u202f%" in text
    assert "31 mars 2027" in text
    assert "- Études" in text


def test_a_reduced_aid_is_as_welcome(tmp_path: Path) -> None:
    record = read(write(tmp_path / "export.jsonl", [REDUCED_AID]))[0]
    assert record.aid is not None
    assert record.aid.description == "De l'eau propre."
    assert record.kind is DocumentKind.FUNDING


def test_an_article_has_its_number_for_heading_and_no_end(tmp_path: Path) -> None:
    record = read(write(tmp_path / "code.jsonl", [ARTICLE]))[0]
    assert record.parsed.blocks[0].heading_path == ("Livre Ier", "Article L1-2")
    assert (str(record.valid_from), record.valid_to) == ("2020-01-01", None)


def test_an_article_keeps_the_state_that_it_is_published_with(tmp_path: Path) -> None:
    records = read(write(tmp_path / "code.jsonl", [{**ARTICLE, "state": "ABROGE_DIFF"}, {**ARTICLE, "id": "x"}]))
    assert [record.legal_status for record in records] == ["ABROGE_DIFF", None]


def test_a_section_has_its_reference_for_heading(tmp_path: Path) -> None:
    record = read(write(tmp_path / "arretes.jsonl.gz", [SECTION]))[0]
    assert record.parsed.blocks[0].heading_path == ("Titre Ier", "Art. 2")


def test_operations_are_read_in_both_shapes(tmp_path: Path) -> None:
    first, second = (record.operation for record in read(write(tmp_path / "ops.jsonl.gz", [OPERATION, COMPACT])))
    assert first is not None
    assert second is not None
    assert (first.scheme, first.department, first.cost_excl_tax) == ("DETR", "60", Decimal("1000.5"))
    assert (second.scheme, second.department, second.rate) == ("DSIL", "974", Decimal("0.4"))


def test_the_beneficiary_that_ends_a_title_is_its_own_fact(tmp_path: Path) -> None:
    told = {**COMPACT, "t": "[Ingénierie] Animation du PCAET — CC DU SUD", "b": "epci", "bn": "CC DU SUD"}
    (record,) = read(write(tmp_path / "ops.jsonl", [told]))
    assert record.operation is not None
    assert record.operation.title == "[Ingénierie] Animation du PCAET"
    assert (record.operation.beneficiary_name, record.operation.beneficiary_type) == ("CC DU SUD", "epci")


@pytest.mark.parametrize(
    ("published", "department", "territory"),
    [
        ({"beneficiaire_dep": "20A", "beneficiaire_code_insee": "2B227"}, "2B", "2B"),
        ({"beneficiaire_dep": "67A", "beneficiaire_code_insee": "68306"}, "68", "68"),
        ({"beneficiaire_dep": "67A", "beneficiaire_siren": "246700223"}, "67", "67"),
        ({"beneficiaire_dep": "20A", "beneficiaire_siren": "242020105"}, None, "R94"),
        ({"beneficiaire_dep": "nan"}, None, None),
    ],
)
def test_a_code_of_two_departments_is_told_apart_as_far_as_the_row_tells(
    tmp_path: Path, published: dict[str, str], department: str | None, territory: str | None
) -> None:
    (record,) = read(write(tmp_path / "ops.jsonl", [{**OPERATION, **published}]))
    assert record.operation is not None
    assert (record.operation.department, record.territory) == (department, territory)


@pytest.mark.parametrize("content", [[REDUCED_AID, FULL_AID], {"count": 2, "results": [REDUCED_AID, FULL_AID]}])
def test_a_json_list_or_an_api_page_is_read(tmp_path: Path, content: object) -> None:
    (tmp_path / "page.json").write_text(json.dumps(content), encoding="utf-8")
    assert [record.key for record in read(tmp_path / "page.json")] == ["aide-eau", "aide-velo"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "JSON mal formé"),
        ("[1]", "pas un objet JSON"),
        ({**FULL_AID, "subvention_rate_upper_bound": 140}, "n'est pas entre 0 et 100"),
        ({**FULL_AID, "submission_deadline": "bientôt"}, "n'est pas une date"),
        ({**FULL_AID, "name": ""}, "sans nom"),
        ({**ARTICLE, "text": " "}, "sans texte"),
        ({**OPERATION, "exercice": "hier"}, "n'est pas une année"),
        ({**OPERATION, "cout_ht": "cher"}, "n'est pas un nombre"),
        ({"inconnu": 1}, "forme inconnue"),
    ],
)
def test_a_bad_record_is_named_by_its_line_amid_good_ones(
    tmp_path: Path, bad: Mapping[str, Any] | str, reason: str
) -> None:
    found = list(read_records(write(tmp_path / "mixte.jsonl", [REDUCED_AID, bad, ARTICLE]), None))
    errors = [record for record in found if isinstance(record, RecordError)]
    assert len(found) == 3
    assert [error.line for error in errors] == [2]
    assert reason in errors[0].reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("vide.jsonl", b"", "vide"),
        ("coupe.jsonl.gz", gzip.compress(b'{"a": 1}\n' * 9999)[:-20], "endommagée"),
        ("autre.jsonl", b'{"a": 1}\n{"b": 2}\n', "forme inconnue"),
        ("latin.json", '{"slug": "é"}'.encode("latin-1"), "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_once(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ParseError, match=reason):
        list(read_records(tmp_path / name, None))


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("funding/aides_api_2021.jsonl", 473),
        ("funding/aides_export_2022.jsonl", 248),
        ("regulation/code_relations_public_administration.jsonl", 476),
        ("projects/dotations_2023_2024.jsonl.gz", 30_000),
        ("projects/paca_projets_finances_2018_2025.jsonl", 5_760),
        ("regulation/arretes_ministeriels_icpe.jsonl.gz", 14_047),
    ],
)
def test_the_real_files_are_read_whole(shared_data: Path, name: str, count: int) -> None:
    assert len(read(shared_data / name)) == count
