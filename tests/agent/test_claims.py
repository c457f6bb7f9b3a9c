"""What an answer claims beside its figures: quotations, codes of articles, names of aids, links, counts, roundings."""

import pytest

from assistant.agent.evidence import Evidence
from assistant.agent.grounding import Grounder
from assistant.domain import DocumentKind, Passage

TEXT = (
    "L'article L2213-4-1 du code général des collectivités territoriales s'applique. Les communes de plus "
    "de 1 234 567 habitants versent 12,47 % de leur budget, soit 309 875 €, avant le 31 décembre 2026. La commune "
    "délibère avant le début des travaux. Le parc compte 420 points lumineux. Écrire à https://exemple.fr/aide."
)
LAW = Passage(
    passage_id="abc", document_id="d", kind=DocumentKind.REGULATION,
    title="Code général des collectivités territoriales", source="a.pdf", text=TEXT, start=0, end=len(TEXT), url="https://exemple.fr/loi",
)  # fmt: skip
AID = Passage(
    passage_id="aid", document_id="e", kind=DocumentKind.FUNDING, title="Fonds Mobilités actives", source="b.pdf",
    text="L'appel à projets du Fonds Mobilités actives finance les pistes.", start=0, end=60,
)  # fmt: skip


def ground(line: str, *said: str) -> Grounder:
    evidence = Evidence(said)
    evidence.passages |= {"abc": LAW, "aid": AID}
    return Grounder(evidence)


def untraced(line: str, *said: str) -> list[str]:
    return [problem.text.strip() for problem in ground(line, *said).ground(line).unverified]


@pytest.mark.parametrize(
    "line",
    [
        "Le texte dit : « La commune délibère avant le début des travaux » [p:abc].",
        "« la commune delibere avant le debut des travaux » [p:abc]",
        "« Les communes […] versent 12,47 % de leur budget » [p:abc]",
        "« La commune délibère avant le début des travaux »",
        "Un terme « tout petit » suffit [p:abc].",
    ],
)
def test_a_quotation_of_the_cited_passage_is_traced(line: str) -> None:
    assert untraced(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "« La commune délibère après le début des travaux » [p:abc]",
        "« La commune ne délibère pas avant le début des travaux » [p:abc]",
        "« avant le début des travaux […] La commune délibère » [p:abc]",
        "« La commune délibère avant le début des travaux » [p:aid]",
        "« Le maire signe seul toutes les conventions »",
    ],
    ids=["one word changed", "negated", "in another order", "of another passage", "of no passage"],
)
def test_an_altered_quotation_is_marked(line: str) -> None:
    assert len(untraced(line)) == 1


def test_the_users_own_words_may_be_quoted() -> None:
    line = "Vous écrivez « nous voulons une piste cyclable » [p:abc]."
    assert untraced(line, "Bonjour, nous voulons une piste cyclable à Gap") == []


@pytest.mark.parametrize("code", ["du CGCT", "du code général des collectivités territoriales", "", "de ce code"])
def test_an_article_of_its_own_code_is_traced(code: str) -> None:
    assert untraced(f"L'article L2213-4-1 {code} le dit [p:abc].") == []


@pytest.mark.parametrize("code", ["du code de l'urbanisme", "du code de la commande publique", "du CRPA"])
def test_an_article_said_of_another_code_is_marked(code: str) -> None:
    assert untraced(f"L'article L2213-4-1 {code} le dit [p:abc].") == ["article L2213-4-1"]


def test_another_article_is_marked() -> None:
    assert untraced("L'article L2213-4-2 du CGCT le dit [p:abc].") == ["article L2213-4-2"]


@pytest.mark.parametrize(
    "line",
    ["Le Fonds Mobilités actives peut aider.", "L'aide « Fonds Mobilités actives » existe.", "Des aides existent."],
)
def test_an_aid_that_was_found_may_be_named(line: str) -> None:
    assert untraced(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Le Fonds Cyclable Rural peut aider.", "Le programme Villages Solaires aide.", "La DSIL aide.",
        "Demandez l'aide « Villages solaires ».", "Le Fonds vert aide.",
    ],
)  # fmt: skip
def test_an_aid_that_was_not_found_is_marked(line: str) -> None:
    assert len(untraced(line)) == 1


def test_an_aid_that_the_user_names_may_be_named() -> None:
    assert untraced("La DSIL n'est pas dans les documents.", "Et la DSIL ?") == []


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Voir [ici](https://mechant.example/?q=secret).", "Voir ici."),
        ("![vu](https://mechant.example/pixel.png)", "vu"),
        ("Allez sur https://mechant.example/x.", "Allez sur (lien retiré)."),
        ("[ici](javascript:alert(1))", "ici"),
    ],
    ids=["link", "picture", "bare address", "script"],
)
def test_a_link_to_nowhere_known_is_taken_out(line: str, shown: str) -> None:
    grounded = ground(line).ground(line)
    assert grounded.text == shown
    assert len(grounded.unverified) == 1


@pytest.mark.parametrize(
    "line",
    [
        "[loi](https://exemple.fr/loi)",
        "Écrire à https://exemple.fr/aide [p:abc]",
        "https://moi.fr/page",
        "[plan](/plan)",
    ],
)
def test_a_link_of_a_document_or_of_the_user_is_kept(line: str) -> None:
    grounded = ground(line, "Regardez https://moi.fr/page").ground(line)
    assert grounded.text.startswith(line[:12])
    assert grounded.unverified == ()


@pytest.mark.parametrize(
    "line",
    [
        "12,5 % du budget [p:abc]", "1,2 million d'habitants [p:abc]", "environ 310 000 € [p:abc]",
        "310 k€ [p:abc]", "plus de 300 000 € [p:abc]", "avant décembre 2026 [p:abc]", "avant le 31 décembre [p:abc]",
        "près de 12 % [p:abc]", "420 luminaires [p:abc]",
    ],
)  # fmt: skip
def test_a_figure_rounded_as_a_person_would_is_traced(line: str) -> None:
    assert untraced(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "12,6 % du budget [p:abc]", "310 000 € [p:abc]", "environ 400 000 € [p:abc]", "plus de 310 000 € [p:abc]",
        "moins de 300 000 € [p:abc]", "320 k€ [p:abc]", "le 30 décembre 2026 [p:abc]", "420 kW [p:abc]",
        "309 875 kWh [p:abc]",
    ],
)  # fmt: skip
def test_a_figure_that_is_no_rounding_is_marked(line: str) -> None:
    assert len(untraced(line)) == 1


def test_a_list_is_proved_by_the_line_that_introduces_it() -> None:
    assert untraced("Deux points [p:abc] :\n- 12,47 % du budget\n- 309 875 €") == []
    assert untraced("Deux points :\n- 12,47 % du budget\n- 309 875 € [p:abc]") == ["12,47 %"]


def test_a_line_is_proved_by_markers_that_stand_alone_below_it() -> None:
    assert untraced("Le taux est de 12,47 %.\n[p:abc]") == []


@pytest.mark.parametrize("line", ["Voici deux aides.", "Trois conditions :\n- une\n- deux\n- trois"])
def test_a_count_of_what_is_shown_needs_no_proof(line: str) -> None:
    assert [text for text in untraced(line) if text not in {"une", "deux", "trois"}] == []


@pytest.mark.parametrize("line", ["Voici neuf aides.", "Quatre conditions :\n- l'une\n- l'autre"])
def test_a_false_count_is_marked(line: str) -> None:
    assert len(untraced(line)) == 1


MEASURED = Passage(
    passage_id="mes", document_id="f", kind=DocumentKind.REGULATION, title="Mesures", source="c.pdf",
    text=(
        "Le programme dispose de 1,409 milliard d'euros, dont 1,236 milliard de FEDER. Son enveloppe est passée de 360 "
        "millions d'euros à 301 millions. Le projet évite 6,27 tCO2e par an et a reçu 58,01 % d'aide. La commune "
        "répond dans un mois, par le formulaire Cerfa n° 16287. Le seuil est de 50 000 habitants. "
        "La consommation passe de 80 808 kWh à 15 355 kWh.\n"
        "- moyens insuffisants ;\n- concurrence restreinte ;\n- coût plus élevé.\n"
        "L'article L231-1 et l'article L231-4 du code des relations entre le public et l'administration s'appliquent."
    ),
    start=0, end=500,
)  # fmt: skip


def unproved(line: str) -> list[str]:
    evidence = Evidence(())
    evidence.passages["mes"] = MEASURED
    return [problem.text.strip() for problem in Grounder(evidence).ground(line).unverified]


@pytest.mark.parametrize(
    "line",
    [
        "1,236 Md€ de FEDER [p:mes]",
        "De 360 à 301 millions d'euros [p:mes]",
        "De 80,8 à 15,4 MWh [p:mes]",
        "6,3 t évitées par an [p:mes]",
        "6,3 t de CO2e [p:mes]",
        "58 % d'aide [p:mes]",
        "1 mois pour répondre [p:mes]",
        "Le Cerfa 16287 [p:mes]",
        "Il y a trois motifs [p:mes].",
        "Plus de 50 000 personnes [p:mes]",
        "Les articles L231-1 et L231-4 du code des relations entre le public et l'administration [p:mes]",
    ],
)
def test_what_a_careful_writer_says_otherwise_is_traced(line: str) -> None:
    assert unproved(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "1,263 Md€ de FEDER [p:mes]",
        "De 80,9 à 15,4 MWh [p:mes]",
        "De 370 à 301 millions d'euros [p:mes]",
        "6,3 t de gravats [p:mes]",
        "59 % d'aide [p:mes]",
        "2 mois pour répondre [p:mes]",
        "Le Cerfa 16288 [p:mes]",
        "Il y a quatre motifs [p:mes].",
        "Il y a trois communes [p:mes].",
        "Plus de 50 000 agents [p:mes]",
    ],
)
def test_what_only_looks_like_it_is_marked(line: str) -> None:
    assert len(unproved(line)) == 1


def test_all_the_articles_of_a_list_are_of_the_code_that_ends_it() -> None:
    line = "Les articles L231-1 et L231-4 du code de justice administrative [p:mes]"
    assert unproved(line) == ["articles L231-1", "L231-4"]


def test_the_rows_of_a_list_are_proved_by_the_sentence_just_above_it() -> None:
    assert unproved("À retenir [p:mes].\n- 58 % d'aide\n- 6,27 tCO2e") == []
    assert unproved("Un point est à retenir [p:mes].\n- 57 % d'aide") == ["57 %"]
