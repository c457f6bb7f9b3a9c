"""The CSV exports of Aides-territoires: each row is the aid that the site shows; other CSV files stay tables."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain import DocumentKind, Recurrence
from ingestion.collections import Record, RecordError, is_collection, read_collection
from ingestion.discovery import FoundFile

COLUMNS = [
    "Adresse de la fiche aide", "Nom", "Description complète de l’aide et de ses objectifs",
    "Exemples de projets réalisables", "État d’avancement du projet pour bénéficier du dispositif", "Types d’aide",
    "Types de dépenses / actions couvertes", "Date d’ouverture", "Date de clôture",
    "Taux de subvention, min. et max. (en %, nombre entier)", "Taux de subvention (commentaire optionnel)",
    "Montant de l’avance récupérable", "Montant du prêt maximum", "Autre aide financière (commentaire optionnel)",
    "Contact", "Récurrence", "Appel à projet / Manifestation d’intérêt", "Sous-thématiques", "Porteurs d’aides",
    "Instructeurs", "Programmes",
]  # fmt: skip
ROW = [
    "https://aides-territoires.beta.gouv.fr/aides/3d9e-velo/", "Pistes cyclables", "<p>Des pistes.</p>", "",
    "Réflexion / conception", "Subvention, Ingénierie technique", "Investissement", "01/02/2026", "31/12/2026",
    "Min : 20 Max : 80", "Selon la strate", "", "50000", "Bonus de 5 %", "<p>velo@region.fr</p>", "Ponctuelle", "Oui",
    "Mobilité douce", "Région Bretagne, Établissements publics (écoles, bibliothèques…)", "", "Plan vélo",
]  # fmt: skip


def export(path: Path, rows: list[list[str]], *, columns: list[str] = COLUMNS, encoding: str = "utf-8-sig") -> Path:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows([columns, *rows])
    path.write_bytes(written.getvalue().encode(encoding))
    return path


def read(path: Path) -> list[Record | RecordError]:
    return list(read_collection(FoundFile(path=path, root=path.parent, source=path.name), None))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_a_row_is_the_aid_that_the_site_shows(tmp_path: Path, encoding: str) -> None:
    (found,) = read(export(tmp_path / "aides.csv", [ROW], encoding=encoding))
    assert isinstance(found, Record)
    aid = found.aid
    assert aid is not None
    assert (aid.slug, aid.name, aid.url) == ("3d9e-velo", "Pistes cyclables", ROW[0])
    assert (aid.rate_min, aid.rate_max, aid.rate_comment) == (Decimal(20), Decimal(80), "Selon la strate")
    assert (aid.start_date, aid.submission_deadline) == (date(2026, 2, 1), date(2026, 12, 31))
    assert aid.financers == ("Région Bretagne", "Établissements publics (écoles, bibliothèques…)")
    assert aid.aid_types == ("Subvention", "Ingénierie technique")
    assert (aid.recurrence, aid.is_call_for_project) == (Recurrence.ONE_OFF, True)
    assert aid.loan_amount == Decimal(50000)
    assert aid.other_aid_comment == "Bonus de 5 %"
    assert found.kind is DocumentKind.FUNDING


def test_the_export_of_a_project_is_read_with_its_iso_dates_and_perimeter(tmp_path: Path) -> None:
    row = [*ROW[:7], "2026-02-01", "", " Max : 40", *ROW[10:], "Bretagne"]
    (found,) = read(export(tmp_path / "aides.csv", [row], columns=[*COLUMNS, "Périmètre de l'aide"]))
    assert isinstance(found, Record)
    assert found.aid is not None
    assert (found.aid.start_date, found.aid.rate_min, found.aid.rate_max) == (date(2026, 2, 1), None, Decimal(40))
    assert found.aid.perimeter == "Bretagne"


def test_a_bad_row_is_named_by_its_line(tmp_path: Path) -> None:
    found = read(export(tmp_path / "aides.csv", [["", *ROW[1:]], ROW]))
    assert isinstance(found[0], RecordError)
    assert (found[0].source_in("aides.csv"), found[0].reason) == (
        "aides.csv:2",
        "aide sans nom ou sans identifiant (slug)",
    )
    assert isinstance(found[1], Record)


def test_another_csv_is_no_collection(tmp_path: Path) -> None:
    (tmp_path / "budget.csv").write_text("Nom;Montant\nVoirie;5\n", encoding="utf-8")
    assert not is_collection(tmp_path / "budget.csv")
