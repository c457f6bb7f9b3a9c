"""The law in the XML of DILA: articles with their place, dates and state, one at a time or a whole base streamed."""

import gzip
import io
import tarfile
import tracemalloc
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import DocumentKind
from assistant.errors import ParseError
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest
from ingestion.collections import Record, RecordError, read_collection
from ingestion.discovery import FoundFile

# The shape of the published files, as the readers of Legilibre/legi.py and others take them.
ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<ARTICLE>
  <META>
    <META_COMMUN>
      <ID>{identity}</ID><ANCIEN_ID/><ORIGINE>LEGI</ORIGINE>
      <URL>article/LEGI/ARTI/00/00/00/00/00/{identity}.xml</URL><NATURE>Article</NATURE>
    </META_COMMUN>
    <META_SPEC>
      <META_ARTICLE>
        <NUM>{number}</NUM><ETAT>{state}</ETAT><DATE_DEBUT>{begin}</DATE_DEBUT><DATE_FIN>{end}</DATE_FIN>
        <TYPE>AUTONOME</TYPE>
      </META_ARTICLE>
    </META_SPEC>
  </META>
  <CONTEXTE>
    <TEXTE cid="LEGITEXT000006070633" date_publi="2999-01-01" date_signature="2999-01-01" nature="{nature}" nor="">
      <TITRE_TXT c_titre_court="CGCT" debut="1996-02-24" fin="2999-01-01" id_txt="LEGITEXT00">{title}</TITRE_TXT>
      <TM>
        <TITRE_TM debut="1996-02-24" fin="2999-01-01" id="LEGISCTA000006070633">Partie législative</TITRE_TM>
        <TM>
          <TITRE_TM debut="1996-02-24" fin="2015-01-01" id="LEGISCTA000006164544">LIVRE Ier : Ancien titre</TITRE_TM>
          <TITRE_TM debut="2015-01-01" fin="2999-01-01" id="LEGISCTA000006164545">LIVRE Ier : Organisation</TITRE_TM>
        </TM>
      </TM>
    </TEXTE>
  </CONTEXTE>
  <VERSIONS/>
  <NOTA><CONTENU>{note}</CONTENU></NOTA>
  <BLOC_TEXTUEL><CONTENU>{text}</CONTENU></BLOC_TEXTUEL>
  <LIENS/>
</ARTICLE>"""
FIRST, SECOND = "LEGIARTI000006390103", "LEGIARTI000029946281"
BASE = "legi/global/code_et_TNC_en_vigueur/code_en_vigueur/LEGI/TEXT/00/00/06/07/06/LEGITEXT000006070633"


def article(identity: str = FIRST, **changes: str) -> bytes:
    values = {
        "number": "L1111-1", "state": "VIGUEUR", "begin": "2015-01-01", "end": "2999-01-01",
        "nature": "CODE", "note": "",
        "title": "Code général des collectivités territoriales", "text": "<p>Les communes s'administrent.</p>",
    } | changes  # fmt: skip
    return ARTICLE.format(identity=identity, **values).encode()


def path_of(identity: str, folder: str = BASE) -> str:
    return f"{folder}/article/LEGI/ARTI/{'/'.join(identity[at : at + 2] for at in range(8, 18, 2))}/{identity}.xml"


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def read(path: Path) -> Iterator[Record | RecordError]:
    return read_collection(FoundFile(path=path, root=path.parent, source=path.name), None)


def read_one(folder: Path, data: bytes) -> Record:
    (folder / f"{FIRST}.xml").write_bytes(data)
    (found,) = read(folder / f"{FIRST}.xml")
    assert isinstance(found, Record)
    return found


def test_an_article_has_its_code_its_place_its_dates_its_state_and_its_address(tmp_path: Path) -> None:
    found = read_one(tmp_path, article())
    assert (found.key, found.reference, found.legal_status) == (FIRST, "L1111-1", "VIGUEUR")
    assert (found.valid_from, found.valid_to) == (date(2015, 1, 1), None)
    assert found.url == f"https://www.legifrance.gouv.fr/codes/article_lc/{FIRST}"
    assert found.parsed.title == "Code général des collectivités territoriales"
    assert found.parsed.blocks[-1].heading_path == ("Partie législative", "LIVRE Ier : Organisation", "Article L1111-1")


def test_the_titles_around_an_old_version_are_those_of_its_day(tmp_path: Path) -> None:
    found = read_one(tmp_path, article(begin="2000-01-01", end="2015-01-01", state="MODIFIE"))
    assert found.parsed.blocks[-1].heading_path[1] == "LIVRE Ier : Ancien titre"
    assert (found.valid_to, found.legal_status) == (date(2015, 1, 1), "MODIFIE")


def test_paragraphs_tables_and_the_note_of_an_article_are_kept(tmp_path: Path) -> None:
    text = (
        "<div align='left'>I.-Le taux est :<br/>a) faible ;<br/>b) fort.</div>"
        "<table><tr><th>Strate</th><th>Taux</th></tr><tr><td>Moins de 500 habitants</td><td>20 %</td></tr></table>"
    )
    found = read_one(tmp_path, article(text=text, note="<p>Applicable en 2016.</p>"))
    assert "I.-Le taux est :\na) faible ;\nb) fort." in found.parsed.text
    assert "| Strate | Taux |\n| Moins de 500 habitants | 20 % |" in found.parsed.text
    assert found.parsed.text.endswith("Nota :\n\nApplicable en 2016.")


def test_an_article_of_a_law_has_the_address_of_a_law(tmp_path: Path) -> None:
    found = read_one(tmp_path, article(nature="LOI", number="3", title="Loi n° 2015-991 du 7 août 2015"))
    assert found.url == f"https://www.legifrance.gouv.fr/loda/article_lc/{FIRST}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (article(text=" <br/> "), "sans texte"),
        (article(begin="bientôt"), "n'est pas une date"),
        (b"<a><b/></a>", "forme inconnue"),
        (b"<ARTICLE>", "mal formé"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><ARTICLE>&b;</ARTICLE>', "DTD"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><ARTICLE>&b;</ARTICLE>', "DTD"),
    ],
)
def test_an_xml_that_is_no_article_is_told(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "x.xml").write_bytes(data)
    with pytest.raises(ParseError, match=reason):
        list(read(tmp_path / "x.xml"))


def test_the_versions_of_an_article_are_documents_and_the_dates_tell_which_is_in_force(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    old = article(FIRST, begin="2000-01-01", end="2015-01-01", state="MODIFIE", text="<p>Les communes d'hier.</p>")
    new = article(SECOND, text="<p>Les communes d'aujourd'hui.</p>")
    packed(folder / "Freemium_legi_global_20250713-140000.tar.gz", {path_of(FIRST): old, path_of(SECOND): new})
    home = Settings(home=tmp_path / "home")
    assert ingest([folder], settings=home).added == 2
    with open_services(home) as services:
        for day, said, state in ((date(2010, 1, 1), "d'hier", "MODIFIE"), (date(2020, 1, 1), "aujourd'hui", "VIGUEUR")):
            hits = services.knowledge.search("communes", kind=DocumentKind.REGULATION, limit=5, on=day)
            assert len(hits) == 1
            assert said in hits[0].passage.text
            assert hits[0].passage.legal_status == state
            assert services.store.document(hits[0].passage.document_id).legal_status == state


def test_the_files_that_an_archive_suppresses_are_left_out_and_one_that_moved_stays(tmp_path: Path) -> None:
    elsewhere = BASE.replace("en_vigueur", "non_vigueur")
    dated = "20260819-222711"
    path = packed(
        tmp_path / "LEGI_20260819-222711.tar.gz",
        {
            f"{dated}/{path_of(FIRST)}": article(FIRST),
            f"{dated}/{path_of(SECOND, elsewhere)}": article(SECOND),
            f"{dated}/legi/global/texte/x.xml": b"<TEXTE_VERSION/>",
            f"{dated}/liste_suppression_legi.dat": "\n".join(
                [path_of(FIRST).removesuffix(".xml"), path_of(SECOND).removesuffix(".xml")]
            ).encode(),
        },
    )
    assert [one.key for one in read(path) if isinstance(one, Record)] == [SECOND]


def test_a_bad_article_of_an_archive_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "LEGI_1.tar.gz", {path_of(FIRST): b"<ARTICLE", path_of(SECOND): article(SECOND), "../x.txt": b"x"}
    )
    bad, good = read(path)
    assert isinstance(bad, RecordError)
    assert bad.source_in("LEGI_1.tar.gz") == f"LEGI_1.tar.gz › {FIRST}.xml"
    assert isinstance(good, Record)


def test_an_article_that_is_published_empty_is_no_document_and_no_failure(tmp_path: Path) -> None:
    empty = article(FIRST, text="", state="ABROGE")
    (found,) = read(packed(tmp_path / "LEGI_1.tar.gz", {path_of(FIRST): empty, path_of(SECOND): article(SECOND)}))
    assert isinstance(found, Record)
    assert found.key == SECOND


def test_memory_stays_flat_along_an_archive(tmp_path: Path) -> None:
    peaks = []
    for count in (200, 2000):
        members = {path_of(f"LEGIARTI{number:012}"): article(f"LEGIARTI{number:012}") for number in range(count)}
        path = packed(tmp_path / f"LEGI_{count}.tar.gz", members)
        assert sum(1 for _ in read(path)) == count  # what is loaded once is loaded before it is measured
        members.clear()
        peaks.append(min(_peak_of_reading(path) for _ in range(3)))  # another thread may allocate meanwhile
    assert peaks[1] < 1.5 * peaks[0] + 200_000


def _peak_of_reading(path: Path) -> int:
    tracemalloc.start()
    try:
        for _ in read(path):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("members", "cut", "reason"),
    [
        ({"lettre.pdf": b"%PDF"}, 0, "refaites une archive .zip"),
        ({path_of(FIRST): article()}, 80, "endommagée"),
        ({"gros.bin": b"\0" * 300_000_000}, 0, "démesuré"),
    ],
)
def test_an_archive_that_is_not_the_law_is_told(
    tmp_path: Path, members: Mapping[str, bytes], cut: int, reason: str
) -> None:
    path = packed(tmp_path / "x.tar.gz", members)
    path.write_bytes(path.read_bytes()[: -cut or None])
    with pytest.raises(ParseError, match=reason):
        list(read(path))


def test_a_header_that_announces_gigabytes_is_refused_without_loading_them(tmp_path: Path) -> None:
    header = tarfile.TarInfo("x")
    header.type = tarfile.GNUTYPE_LONGNAME
    header.size = 8 * 1024**3
    (tmp_path / "x.tar.gz").write_bytes(gzip.compress(header.tobuf() + b"\0" * 1024))
    with pytest.raises(ParseError, match="endommagée"):
        list(read(tmp_path / "x.tar.gz"))
