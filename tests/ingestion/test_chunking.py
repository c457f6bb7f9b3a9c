"""Chunking: passages are exact spans, in order, and nothing of the text is lost, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from ingestion.chunking import MAX_CHARACTERS, chunk
from ingestion.parsers import BlockKind, ParsedText, TextBuilder

WORDS = st.text(alphabet="aé’.,;: \n\u00a0Bç«»1", min_size=1, max_size=400)
BLOCKS = st.lists(
    st.tuples(st.sampled_from(["heading", "paragraph", "list"]), WORDS, st.integers(1, 3), st.integers(1, 4)),
    max_size=25,
)


@st.composite
def parsed_texts(draw: st.DrawFn) -> ParsedText:
    builder = TextBuilder()
    for kind, words, level, page in draw(BLOCKS):
        if kind == "heading":
            builder.heading(words, level, page=page)
        else:
            builder.add(BlockKind(kind), words * draw(st.integers(1, 12)), page=page)
    return builder.build(title="Titre")


@given(parsed_texts())
def test_passages_follow_each_other_and_are_not_too_long(parsed: ParsedText) -> None:
    position = 0
    for part in chunk(parsed):
        assert position <= part.start < part.end <= len(parsed.text)
        assert part.end - part.start <= MAX_CHARACTERS
        position = part.end


@given(parsed_texts())
def test_nothing_is_lost_but_headings_which_travel_in_the_path(parsed: ParsedText) -> None:
    kept = [False] * len(parsed.text)
    for part in chunk(parsed):
        kept[part.start : part.end] = [True] * (part.end - part.start)
    for block in parsed.blocks:
        if block.kind is not BlockKind.HEADING:
            span = range(block.start, block.end)
            assert all(kept[index] or parsed.text[index].isspace() for index in span)


@given(parsed_texts())
def test_the_same_text_gives_the_same_passages(parsed: ParsedText) -> None:
    assert chunk(parsed) == chunk(parsed)


def test_a_passage_never_crosses_a_heading_or_a_page() -> None:
    builder = TextBuilder()
    builder.heading("Premier", 1)
    builder.add(BlockKind.PARAGRAPH, "Un texte court.", page=1)
    builder.add(BlockKind.PARAGRAPH, "La suite sur une autre page.", page=2)
    builder.heading("Second", 1)
    builder.add(BlockKind.PARAGRAPH, "Un autre texte court.", page=2)
    parts = chunk(builder.build(title="Titre"))
    assert [(part.page, part.heading_path) for part in parts] == [
        (1, ("Premier",)), (2, ("Premier",)), (2, ("Second",)),
    ]  # fmt: skip


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    builder = TextBuilder()
    builder.add(BlockKind.PARAGRAPH, "Une phrase entière de la commune. " * 200)
    parsed = builder.build(title="Titre")
    assert all(parsed.text[part.start : part.end].endswith("commune.") for part in chunk(parsed))
