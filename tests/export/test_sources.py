"""The annex of sources: each number leads to its passage, quoted where it is, bounded where it is not."""

from assistant.domain import DocumentKind, Passage
from assistant.domain.sheet import Origin, Provenance, Statement
from assistant.export.sources import ELISION, LONGEST, sources_of
from assistant.export.view import view_of
from tests.drafting.sheets import sheet

LAW = "La température ne dépasse pas 3 000 K. Le flux reste sous 35 lm/m². " + "Autre règle du même texte. " * 60
QUOTED = "La température ne dépasse pas 3 000 K."


def passage(name: str, text: str) -> Passage:
    return Passage(
        passage_id=name, document_id="d", kind=DocumentKind.REGULATION, title="Éclairage public", source="loi.pdf",
        heading_path=("Seuils",), page=2, text=text, start=0, end=len(text), url="https://exemple.fr/loi",
    )  # fmt: skip


def cited(text: str, *names: str, quote: str | None = None) -> Statement:
    proofs = tuple(Provenance(origin=Origin.DOCUMENT, reference=name, quote=quote) for name in names)
    return Statement(text=text, provenance=proofs)


def test_only_the_sentences_that_are_quoted_are_printed_with_where_they_stand() -> None:
    law, table = passage("p1", LAW), passage("p2", "| Cas | Part |\n|---|---|\n| Général | 20 % |")
    told = sheet(
        obligations=(cited(f"Éclairage public : « {QUOTED} »", "p1"), cited(f"Encore : « {QUOTED} »", "p1")),
        financing_rules=(cited("Règle : « Cas : général | Part : 20 % »", "p2"),),
        sources=(law, table),
    )
    first, second = sources_of(told)
    assert (first.number, first.title, first.place) == (1, "Éclairage public", "Seuils, page 2, loi.pdf")
    assert first.url == "https://exemple.fr/loi"
    assert first.text == f"« {QUOTED} »"
    assert (second.number, second.text) == (2, "« Cas : général · Part : 20 % »")


def test_a_passage_without_quotation_is_printed_from_its_beginning_and_bounded() -> None:
    told = sheet(
        comparables=(cited("Une commune l'a fait.", "p1"), cited("Deux textes : « mots »", "p1", "p2")),
        sources=(passage("p1", LAW), passage("p2", "Court.")),
    )
    first, second = sources_of(told)
    assert first.text.startswith("La température ne dépasse pas 3 000 K. Le flux")
    assert first.text.endswith(ELISION)
    assert len(first.text) <= LONGEST + len(ELISION)
    assert second.text == "Court."


def test_the_quotation_that_a_proof_keeps_wins_over_the_words_of_the_sheet() -> None:
    told = sheet(obligations=(cited("Peu de lumière.", "p1", quote=QUOTED),), sources=(passage("p1", LAW),))
    assert sources_of(told)[0].text == f"« {QUOTED} »"


def test_every_number_that_the_sheet_cites_is_in_its_annex() -> None:
    told = sheet(
        obligations=(cited("Un.", "p2"), cited("Deux.", "p1", "p2")), sources=(passage("p1", LAW), passage("p2", "x"))
    )
    view = view_of(told)
    assert [line.origin for section in view.need for line in section.lines] == ["document 2", "documents 1, 2"]
    assert [source.number for source in view.sources] == [1, 2]
