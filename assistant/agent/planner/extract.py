"""Choose what to quote of the passages found: the pieces that answer the question, for this user, on this day."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from pydantic import Field

from assistant.agent.planner.segments import ENDS, Segment, SegmentKind, segments
from assistant.agent.planner.thresholds import Bound, Period, dates_of, first_bound
from assistant.domain import Beneficiary, Frozen, Passage
from assistant.language import NumberKind, content_stems, normalise, read_beneficiary, read_numbers

SEGMENT_MAX_CHARACTERS = 420
SEGMENTS = 4  # quoted in all
MIN_STEMS = 2
TYPICAL_LENGTH = 14  # content words: among pieces of about this length or less, length hardly counts
SHORT = 6  # words, under which a line without an end is a heading or the furniture of a page
NEAR_THE_BEST = 0.4  # of the best score of all: what scores less would be noise
SECOND_OF_PASSAGE = 0.75  # of the best score of its passage, for another piece of it
LABEL_WEIGHT = 0.8  # of a word that stands in the header of a table or the introduction of a list
CONTEXT_WEIGHT = 0.6  # of a word that stands in the title or the headings, against one of the piece itself
NUMBER_WEIGHT, SHARE_WEIGHT, DATE_WEIGHT, HEADING_WEIGHT, FIRST_WEIGHT = 1.4, 1.6, 1.5, 1.4, 1.1
FAR_WEIGHT = 1.1  # of a date to come that is years away
FITS_WEIGHT, UNMET_WEIGHT, UNFIT_WEIGHT = 2.5, 1.5, 0.4
PAST_WEIGHT, ADVICE_WEIGHT, REFERENCE_WEIGHT = 0.3, 0.7, 0.1
UNSAID_WEIGHT, ASKING_WEIGHT, NAMED_WEIGHT, ANSWER_WEIGHT = 0.5, 0.5, 1.4, 1.5
RELEVANCE_WEIGHT = 0.5  # of a passage that speaks of nothing of the query, against one that speaks of it all
RAREST = 2.0  # what the rarest word weighs, where one that is everywhere weighs 0.7
SHARE_WORDS = "taux part pourcentage baisse"
NUMBER_WORDS = f"combien seuil montant plafond amende sanction durée surface population température {SHARE_WORDS}"
DEADLINE_WORDS = "quand date échéance délai limite calendrier terme"
# What a question asks for, against the words of a heading that answers it.
ASKED_HEADINGS = (
    (f"{DEADLINE_WORDS} seuil taux part montant amende baisse", "échéance seuil délai calendrier date taux"),
    ("concerné concerne éligible éligibilité bénéficiaire soumis qui", "concerné bénéficiaire éligible champ"),
    ("obligation obligatoire impose interdit doit devons doivent faut quoi", "impose obligation règle concerné"),
    ("démarche étape comment ordre procédure", "faire démarche étape"),
)
# Words of a question that do not tell what it is about.
ASKING_WORDS = " ".join(
    (
        NUMBER_WORDS,
        DEADLINE_WORDS,
        *(asked for asked, _ in ASKED_HEADINGS),
        "partir faire peut encore sommes avons loi texte règle",
    )
)
DURATIONS = {"an", "mois", "jour", "semaine"}
NUMBERS = {NumberKind.AMOUNT, NumberKind.QUANTITY, NumberKind.SHARE, NumberKind.PLAIN}
ADVICE_HEADINGS = {"ce que la collectivite doit faire"}
LISTS_OF_TEXTS = {"references", "sources", "source"}  # headings of passages that name texts and do not tell them


class Reader(Frozen):
    """For whom a quotation is chosen: the day, the kind of body, its figures by unit («habitants», «m²», «kW»)."""

    on: date | None = None
    figures: Mapping[str, Decimal] = Field(default_factory=dict)
    beneficiary: Beneficiary | None = None


class Quote(Frozen):
    """A piece of a passage, its place there, how well it answers, and the condition it sets on a figure, if any."""

    passage: Passage
    segment: Segment
    score: float
    place: int = 0
    bound: Bound | None = None


def best_quotes(
    query: str,
    passages: Sequence[Passage],
    *,
    limit: int,
    per_passage: int = 2,
    reader: Reader | None = None,
    relevance: Mapping[str, float] | None = None,
) -> list[Quote]:
    """The pieces of some passages that answer a query, the best passage first, in the order of the text inside one.

    Rows and items that are over are left out when others of the same list are not. At most ``limit`` passages.
    ``relevance`` is the share of the query that each passage speaks of, by id.
    """
    asked = _Question(query, passages, reader or Reader(), relevance or {})
    ranked = sorted((quote for p in passages for quote in asked.quotes(p)), key=lambda quote: -quote.score)
    kept: dict[str, list[Quote]] = {}
    for quote in ranked:
        found = kept.get(quote.passage.passage_id, [])
        floor = found[0].score * SECOND_OF_PASSAGE if found else ranked[0].score * NEAR_THE_BEST
        is_room = len(found) < per_passage if found else len(kept) < limit
        if quote.score >= floor and is_room and sum(map(len, kept.values())) < max(SEGMENTS, limit):
            kept[quote.passage.passage_id] = [*found, quote]
    return [quote for found in kept.values() for quote in sorted(found, key=lambda quote: quote.place)]


class _Question:
    """A query against the passages found for it: the rarer a word among them, the more it counts."""

    def __init__(self, query: str, passages: Sequence[Passage], reader: Reader, relevance: Mapping[str, float]) -> None:
        self._reader = reader
        self._relevance = relevance
        self._wanted = set(content_stems(query))
        words = self._wanted | set(normalise(query).split())
        self._asks_share = bool(words & _stems(SHARE_WORDS))
        self._asks_number = bool(words & _stems(NUMBER_WORDS))
        self._asks_date = bool(words & _stems(DEADLINE_WORDS))
        self._headings = [_stems(answer) for asked, answer in ASKED_HEADINGS if words & _stems(asked)]
        self._segments = {p.passage_id: [s for s in segments(p.text) if _is_quotable(s, p)] for p in passages}
        pieces = [set(content_stems(s.text)) for found in self._segments.values() for s in found]
        frequency = Counter(stem for piece in pieces for stem in piece & self._wanted)
        rarity = {stem: min(RAREST, math.log(1 + len(pieces) / (1 + frequency[stem]))) for stem in self._wanted}
        asking = _stems(ASKING_WORDS)
        self._weights = {
            stem: rarity[stem] * (ASKING_WEIGHT if stem in asking else 1.0) for stem in sorted(self._wanted)
        }
        self._subject = [stem for stem in content_stems(query) if stem not in asking]

    def quotes(self, passage: Passage) -> list[Quote]:
        found = self._segments[passage.passage_id]
        short = [one for one in found if len(one.text) <= SEGMENT_MAX_CHARACTERS] or found[:1]
        met = {_group(one) for one in short if self._meets(one)}
        quotes = [
            Quote(
                passage=passage,
                segment=one,
                place=place,
                score=self._score(passage, one) * self._suitability(one, met) * (1.0 if place else FIRST_WEIGHT),
                bound=first_bound(one.own),
            )
            for place, one in enumerate(self._in_force(short))
        ]
        return [quote for quote in quotes if quote.score > 0]

    def _in_force(self, found: Sequence[Segment]) -> list[Segment]:
        on = self._reader.on
        if on is None:
            return list(found)
        over = [one for one in found if _is_listed(one) and dates_of(one.text, on).period is Period.PAST]
        groups = {_group(one) for one in found if one not in over}
        return [one for one in found if one not in over or _group(one) not in groups]

    def _score(self, passage: Passage, segment: Segment) -> float:
        own, said = content_stems(segment.own), set(content_stems(segment.text))
        title = content_stems(passage.title)
        context = {*title, *content_stems("\n".join(passage.heading_path))}
        shared = math.fsum(
            self._weights[stem] * (1.0 if stem in own else LABEL_WEIGHT if stem in said else CONTEXT_WEIGHT)
            for stem in sorted(self._wanted & (said | context))
        )
        is_on_subject = self._wanted & said or set(self._subject) <= set(title)
        relevance = self._relevance.get(passage.passage_id, 1.0)
        weight = (1.0 if is_on_subject else UNSAID_WEIGHT) * self._named(title)
        weight *= RELEVANCE_WEIGHT + (1 - RELEVANCE_WEIGHT) * relevance
        weight *= self._number(segment) * self._heading(passage) * self._timeliness(segment)
        return shared * weight / math.sqrt(TYPICAL_LENGTH + len(own))

    def _named(self, title: Sequence[str]) -> float:
        """A title that names the subject, by its only word or by two in a row, or the answer («seuils»)."""
        weight = ANSWER_WEIGHT if self._wanted & set(title) & _stems(f"{NUMBER_WORDS} {DEADLINE_WORDS}") else 1.0
        if len(self._subject) == 1:
            return weight * (NAMED_WEIGHT if self._subject[0] in title else 1.0)
        is_named = set(pairwise(self._subject)) & set(pairwise(title))
        return weight * (NAMED_WEIGHT if is_named else 1.0)

    def _number(self, segment: Segment) -> float:
        kinds = {one.kind for one in read_numbers(segment.own) if any(map(str.isdigit, one.text))}
        if self._asks_share and NumberKind.SHARE in kinds:
            return SHARE_WEIGHT
        return NUMBER_WEIGHT if self._asks_number and kinds & NUMBERS else 1.0

    def _heading(self, passage: Passage) -> float:
        heading = normalise(passage.heading)
        if heading in LISTS_OF_TEXTS:
            return REFERENCE_WEIGHT
        if any(_stems(passage.heading) & answer for answer in self._headings):
            return HEADING_WEIGHT
        return ADVICE_WEIGHT if heading in ADVICE_HEADINGS else 1.0

    def _timeliness(self, segment: Segment) -> float:
        if self._reader.on is None:
            return 1.0
        dates = dates_of(segment.text, self._reader.on)
        if dates.period is Period.PAST:
            return PAST_WEIGHT
        if not self._asks_date:
            return 1.0
        if dates.has_next and not dates.is_soon:
            return FAR_WEIGHT
        if dates.has_next or any(one.unit in DURATIONS for one in read_numbers(segment.own)):
            return DATE_WEIGHT
        return UNFIT_WEIGHT if dates.has_past else 1.0

    def _meets(self, segment: Segment) -> bool:
        bound = first_bound(segment.own)
        value = self._reader.figures.get(bound.unit) if bound else None
        return bound is not None and value is not None and bound.admits(value) and not self._is_for_others(segment)

    def _is_for_others(self, segment: Segment) -> bool:
        """Whether a row is about another kind of body («EPCI à fiscalité propre…») than the user's."""
        subject = read_beneficiary(segment.cells[0]) if segment.cells else None
        return None not in (subject, self._reader.beneficiary) and subject is not self._reader.beneficiary

    def _suitability(self, segment: Segment, met: Collection[tuple[SegmentKind, int, str]]) -> float:
        """What meets the user's figure first; a condition that it does not meet answers too, unless another is met."""
        bound = first_bound(segment.own)
        if self._is_for_others(segment):
            return UNFIT_WEIGHT
        if bound is None or bound.unit not in self._reader.figures:
            return 1.0
        if self._meets(segment):
            return FITS_WEIGHT
        return UNFIT_WEIGHT if _group(segment) in met else UNMET_WEIGHT


def _stems(words: str) -> set[str]:
    return set(content_stems(words)) | set(normalise(words).split())


def _is_listed(segment: Segment) -> bool:
    return segment.kind is not SegmentKind.SENTENCE


def _group(segment: Segment) -> tuple[SegmentKind, int, str]:
    """What a row or an item is one of: its table, or the sentence that introduces its list."""
    return segment.kind, segment.table, segment.intro


def _is_quotable(segment: Segment, passage: Passage) -> bool:
    """Whether a piece says something by itself: no link, no fragment, no part of the title."""
    tells = len(content_stems(segment.own)) > MIN_STEMS and "http" not in segment.own
    if segment.kind is SegmentKind.SENTENCE and not segment.own.endswith(ENDS) and len(segment.own.split()) < SHORT:
        return False
    return tells and normalise(segment.own) not in normalise(passage.title)
