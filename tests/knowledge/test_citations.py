"""A citation opens its passage: quotes are found as people write them, and highlighted where the page has them."""

import io
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import typst
from PIL import Image

from assistant.errors import ChangedError, NotFoundError
from assistant.knowledge.citations import find_quote
from assistant.knowledge.citations.alignment import align
from assistant.knowledge.citations.folding import fold_characters
from assistant.knowledge.citations.pdf_page import HIGHLIGHT, MAX_PIXELS, draw_page, highlight_boxes, open_page
from assistant.language import fold, split_sentences
from assistant.services import Services, open_services
from assistant.settings import Settings
from ingestion import ingest
from tests.conftest import SAMPLES

TEXT = "Le maire peut décider une extinction totale ou partielle. Il en informe les usagers de l'éclairage : 1 h."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Il en informe les usagers", "Il en informe les usagers"),
        ("il en  informe\nles usagers", "Il en informe les usagers"),
        ("une extinction totale ou partielle", "une extinction totale ou partielle."),
        ("LE MAIRE PEUT DECIDER", "Le maire peut décider"),
        ("les usagers de l’éclairage", "les usagers de l'éclairage :"),
        ("1\u00a0h", "1 h."),
    ],
)
def test_a_quote_is_found_whatever_its_spaces_accents_and_apostrophes(quote: str, found: str) -> None:
    match = find_quote(TEXT, quote)
    assert match
    assert (TEXT[match.start : match.end].rstrip(" :"), match.score) == (found.rstrip(" :"), 1.0)


def test_a_quote_that_differs_a_little_is_found_with_its_score() -> None:
    match = find_quote(TEXT, "le maire pourra décider d'une extinction totale ou partielle")
    assert match
    assert TEXT[match.start : match.end] == "Le maire peut décider une extinction totale ou partielle."
    assert 0.75 <= match.score < 1


@pytest.mark.parametrize("quote", ["", "…", "Les biodéchets sont triés à la source.", TEXT * 3])
def test_a_quote_of_something_else_is_not_found(quote: str) -> None:
    assert find_quote(TEXT, quote) is None


def test_a_short_quote_is_found_as_a_whole_word_first() -> None:
    match = find_quote("La partie art. 3", "art")
    assert match
    assert match.start == len("La partie ")


def test_every_sentence_of_the_corpus_is_found_in_its_passage(services: Services) -> None:
    for passage in services.store.iter_passages():
        for sentence in split_sentences(passage.text):
            if any(character.isalnum() for character in sentence):
                match = find_quote(passage.text, fold(sentence).upper())
                assert match, sentence
                assert match.score == 1


def test_a_page_is_aligned_though_its_columns_are_mixed() -> None:
    left = ("lapremierecolonnecommenceici", "etcontinuealalignesuivante")
    right = ("ladeuxiemeparledautrechose", "puissetermineenbasdepage")
    wanted, page = "".join(left + right), "".join((left[0], right[0], left[1], right[1]))
    assert "".join(page[place] for place in align(wanted, page) if place is not None) == wanted


def test_a_letter_read_otherwise_on_the_page_does_not_lose_the_rest() -> None:
    found = align("lacommunerenovesonecole", "xxlacommunerenQvesonecolexx")
    assert [place for place in found if place is not None] == [*range(2, 14), *range(15, 25)]


def test_what_the_page_does_not_hold_is_not_aligned() -> None:
    assert align("absolument rien", "une tout autre page") == [None] * len("absolument rien")


def boxed_letters(services: Services, passage_id: str) -> tuple[Counter[str], Counter[str], float]:
    """The letters of a passage, those that stand in its highlighted boxes, and the share said to be found."""
    passage = services.citations.passage(passage_id)
    page = services.citations.page(passage)
    with open_page(page.original(), page.number) as opened:
        boxes, share = highlight_boxes(opened, passage.text, [(0, len(passage.text))])
        text_page = opened.get_textpage()
        inside = "".join(text_page.get_text_bounded(b.left, b.bottom, b.right, b.top) for b in boxes)
        text_page.close()
    return Counter(fold_characters(passage.text).characters), Counter(fold_characters(inside).characters), share


def test_the_highlight_covers_the_words_of_each_passage_and_no_others(services: Services) -> None:
    passages = [p for p in services.store.iter_passages() if p.source.endswith(".pdf")]
    assert len({passage.source for passage in passages}) >= 5
    for passage in passages:
        wanted, inside, share = boxed_letters(services, passage.passage_id)
        assert share > 0.99
        assert wanted - inside == Counter() or (wanted - inside).total() <= 0.01 * wanted.total(), passage.text
        assert (inside - wanted).total() <= 0.03 * wanted.total() + 3, passage.text


@pytest.fixture
def two_columns(tmp_path: Path) -> Path:
    """A PDF whose paragraphs run over two justified columns, with words cut at line ends."""
    source = tmp_path / "colonnes.typ"
    paragraph = (
        "La commune renouvelle intégralement l'éclairage extraordinairement vétuste de ses équipements sportifs. "
    )
    source.write_text(
        '#set text(lang: "fr", hyphenate: true)\n#set par(justify: true)\n#set page(columns: 2)\n= Éclairage\n'
        + "\n\n".join(f"Article {number}. " + paragraph * 4 for number in range(1, 12)),
        encoding="utf-8",
    )
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "colonnes.pdf").write_bytes(typst.compile(str(source), format="pdf"))
    return folder


def test_two_columns_and_cut_words_are_highlighted(two_columns: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    ingest([two_columns], settings=settings)
    with open_services(settings) as services:
        for passage in services.store.iter_passages():
            wanted, inside, share = boxed_letters(services, passage.passage_id)
            assert share > 0.98
            assert (wanted - inside).total() <= 0.02 * wanted.total()
            assert (inside - wanted).total() <= 0.05 * wanted.total()


def passage_of(services: Services, source: str, words: str) -> str:
    return next(p.passage_id for p in services.store.iter_passages() if p.source.endswith(source) and words in p.text)


def highlighted_pixels(png: bytes) -> int:
    pixels = Image.open(io.BytesIO(png)).convert("RGB")
    return sum(count for count, colour in pixels.getcolors(pixels.width * pixels.height) or [] if colour == HIGHLIGHT)


def test_a_quote_is_highlighted_alone_in_its_passage(services: Services) -> None:
    passage_id = passage_of(services, "nuisances-lumineuses.pdf", "Le maire peut décider")
    whole = services.citations.page(services.citations.passage(passage_id)).image(1000)
    quoted = services.citations.page(services.citations.passage(passage_id, ["le maire peut decider"])).image(1000)
    assert 0 < highlighted_pixels(quoted.png) < highlighted_pixels(whole.png) / 3
    assert Image.open(io.BytesIO(whole.png)).width == 1000


def test_words_that_the_page_does_not_hold_are_not_highlighted(services: Services) -> None:
    passage = services.citations.passage(passage_of(services, "nuisances-lumineuses.pdf", "Le maire peut décider"))
    original = services.citations.page(passage).original()
    image = draw_page(original, 1, passage="xyzzy plugh qwerty azerty", spans=[(0, 25)], width=800)
    assert (image.highlighted, highlighted_pixels(image.png)) == (0.0, 0)


def test_images_asked_for_at_once_are_those_asked_for_one_by_one(services: Services) -> None:
    found = [p.passage_id for p in services.store.iter_passages() if p.source.endswith(".pdf")][:8]
    pages = [services.citations.page(services.citations.passage(passage_id)) for passage_id in found]
    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(lambda page: page.image(400).png, pages))
    assert at_once == [page.image(400).png for page in pages]


def test_an_image_keeps_a_bounded_size(tmp_path: Path) -> None:
    source = tmp_path / "bande.typ"
    source.write_text("#set page(width: 10cm, height: 200cm)\nUne bande très longue.", encoding="utf-8")
    (tmp_path / "bande.pdf").write_bytes(typst.compile(str(source), format="pdf"))
    settings = Settings(home=tmp_path / "home")
    ingest([tmp_path / "bande.pdf"], settings=settings)
    with open_services(settings) as services:
        (passage,) = services.store.iter_passages()
        image = services.citations.page(services.citations.passage(passage.passage_id)).image(2000)
    size = Image.open(io.BytesIO(image.png)).size
    assert size[0] * size[1] <= MAX_PIXELS * 1.01


def test_the_context_is_the_text_around_cut_at_sentences(services: Services) -> None:
    passage = services.citations.passage(passage_of(services, "nuisances-lumineuses.pdf", "Le maire peut décider"))
    text = services.store.document(passage.document_id).text
    assert text[: passage.start].rstrip().endswith(passage.before)
    assert text[passage.end :].lstrip().startswith(passage.after)
    assert passage.before
    assert passage.after


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Settings, Path]:
    """A home that has indexed a copy of a PDF, and that copy."""
    settings = Settings(home=tmp_path / "home")
    path = tmp_path / "copie.pdf"
    shutil.copy(SAMPLES / "regulation" / "nuisances-lumineuses.pdf", path)
    ingest([path], settings=settings)
    return settings, path


def test_a_changed_file_is_not_shown_in_the_place_of_the_indexed_one(copied: tuple[Settings, Path]) -> None:
    settings, path = copied
    shutil.copy(SAMPLES / "regulation" / "decret-tertiaire.pdf", path)
    with open_services(settings) as services:
        passage = services.citations.passage(passage_of(services, "copie.pdf", "Le maire peut décider"))
        with pytest.raises(ChangedError, match="a changé depuis son indexation"):
            services.citations.page(passage).image(800)


def test_a_file_that_has_gone_is_told(copied: tuple[Settings, Path]) -> None:
    settings, path = copied
    path.unlink()
    with open_services(settings) as services:
        passage = services.citations.passage(passage_of(services, "copie.pdf", "Le maire peut décider"))
        with pytest.raises(NotFoundError, match="n'est plus à sa place"):
            services.citations.page(passage).image(800)


def test_a_document_without_pages_has_no_image(services: Services) -> None:
    passage = services.citations.passage(passage_of(services, "fctva.docx", "615232"))
    with pytest.raises(NotFoundError, match="n'est pas un PDF"):
        services.citations.page(passage)
