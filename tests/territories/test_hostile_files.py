"""A file that is no code file is refused with its name and the reason; nothing is then changed."""

import gzip
from pathlib import Path

import pytest

from assistant.domain import TerritoryLevel
from assistant.errors import InputError, JalonError, ParseError
from assistant.settings import Settings
from ingestion.territories import Perimeter, load
from tests.territories.made import COMMUNES, territories_of, written

HOSTILE = [
    ("empty.csv", b"", "format non reconnu"),
    ("other.csv", b"a;b\n1;2\n", "ses colonnes ne sont celles d'aucun fichier connu"),
    ("broken.json", b'[{"code": ', "JSON mal form"),
    ("scalars.json", b"[1, 2]", "ce n'est pas un objet JSON"),
    ("deep.json", b"[" * 100_000, "JSON mal form"),
    ("cut.jsonl.gz", gzip.compress(b'{"insee": "05061"}' * 1000, mtime=0)[:-20], "archive .gz endommag"),
    ("old.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 100, "enregistrez-le au format .xlsx"),
    ("zip.xlsx", b"PK\x03\x04garbage", "endommag"),
    ("binary.csv", bytes(range(32)) * 50, "encodage de texte non reconnu"),
    (
        "wrong.jsonl",
        b'{"insee": "A", "nom": "X", "departement": "1", "commune_deleguee_de": null}',
        "aucune de ses 1",
    ),
    ("quotes.csv", b'TYPECOM,COM,DEP,LIBELLE,COMPARENT\n"' + b"x" * 200_000, "CSV mal form"),
]


@pytest.mark.parametrize(("name", "content", "reason"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_a_file_that_is_no_code_file_is_refused_with_its_name(
    settings: Settings, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(ParseError, match=reason) as raised:
        load([written(tmp_path / name, content)], settings=settings)
    assert f"« {name} »" in str(raised.value)
    assert "Rien n'a été chargé." in str(raised.value)


def test_one_bad_file_leaves_everything_as_it_was(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(JalonError):
        load([COMMUNES, written(tmp_path / "bad.csv", "a;b\n1;2\n")], settings=settings)
    assert not territories_of(settings).has_communes()


def test_what_cannot_be_asked_names_the_field(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        load([tmp_path / "absent.csv"], settings=settings)
    assert raised.value.field == "path"
    with pytest.raises(InputError) as raised:
        load([COMMUNES], settings=settings, perimeter=Perimeter(name="X", level=TerritoryLevel.REGION))
    assert raised.value.field == "level"
    with pytest.raises(ParseError, match="chargez d'abord les communes"):
        load([COMMUNES], settings=settings, perimeter=Perimeter(name="X"))
