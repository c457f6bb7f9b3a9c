"""Which kinds of help a request wants, and which it refuses."""

from assistant.funding.request import Facet, FacetName
from assistant.funding.understanding.heard import Heard, Ignored, facet_of, ignored_of
from assistant.funding.understanding.lexicon import kind_cues
from assistant.language.names import help_kind_name
from assistant.language.plain import PlainText


def read_kinds(text: PlainText) -> Heard:
    """The kinds of help that a text names: wanted, refused («pas de prêt»), or already there, which is neither."""
    facets: dict[tuple[FacetName, str], Facet] = {}
    ignored: list[Ignored] = []
    for row in kind_cues().kind:
        for match, start, end in text.find(row.patterns):
            before = text.folded[: match.start()].rstrip()
            is_refused = kind_cues().refused.search(before) is not None
            name = FacetName.UNWANTED_KIND if is_refused else FacetName.KIND_OF_HELP
            label = help_kind_name(row.value)
            if kind_cues().already.search(before) and not is_refused:
                ignored.append(ignored_of(text, FacetName.KIND_OF_HELP, (start, end)))
            else:
                shown = f"sans {label[0].lower()}{label[1:]}" if is_refused else label
                facet = facet_of(text, name, row.value.value, shown, (start, end))
                facets.setdefault((name, row.value.value), facet)
    return Heard(facets=tuple(facets.values()), ignored=tuple(ignored))
