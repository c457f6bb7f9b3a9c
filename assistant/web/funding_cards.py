"""An aid as a card shows it: which group it is in, why, at what rate, until when, and where it is written."""

from datetime import date
from enum import StrEnum

from assistant.domain import Aid, Frozen
from assistant.funding import Criterion, FundingMatch, Verdict, rate_of
from assistant.funding.criteria import DateStatus, date_status
from assistant.language.names import help_kind_name

EXCERPT = 260  # characters


class Group(StrEnum):
    """Whether an aid may be asked for, as far as its record tells."""

    FITS = "convient"
    CHECK = "verifier"
    NOT = "non"


GROUP_TITLES = {Group.FITS: "Semblent convenir", Group.CHECK: "À vérifier", Group.NOT: "Ne conviennent pas"}
VERDICT_WORDS = {Verdict.YES: "oui", Verdict.UNKNOWN: "à vérifier", Verdict.NO: "non"}
TONES = {Verdict.YES: "yes", Verdict.UNKNOWN: "doubt", Verdict.NO: "no"}


DATE_WORDS = {
    DateStatus.NEAR: "échéance proche",
    DateStatus.OPEN: "date limite à venir",
    DateStatus.ONGOING: "ouverte en permanence",
    DateStatus.RECURRING: "revient périodiquement",
    DateStatus.UPCOMING: "pas encore ouverte",
    DateStatus.CLOSED: "close",
    DateStatus.UNKNOWN: "date non indiquée",
}
DATE_TONES = {DateStatus.NEAR: "doubt", DateStatus.CLOSED: "no", DateStatus.UPCOMING: "doubt"}
BADGED = {DateStatus.NEAR, DateStatus.CLOSED, DateStatus.UPCOMING, DateStatus.RECURRING}


class Reason(Frozen):
    """A criterion, its verdict in a word and the sentence that says so."""

    criterion: str
    verdict: str
    tone: str
    because: str


class Card(Frozen):
    """What is shown of an aid."""

    slug: str
    name: str
    financers: tuple[str, ...]
    kinds: tuple[str, ...]
    group: Group
    reasons: tuple[Reason, ...]
    rate: str
    dates: DateStatus
    excerpt: str
    source: str
    passage_id: str
    form: str | None

    @property
    def badge(self) -> tuple[str, str] | None:
        """What is worth a badge about the dates, and its colour; the criterion «dates» says the whole."""
        if self.dates not in BADGED:
            return None
        return DATE_WORDS[self.dates], DATE_TONES.get(self.dates, "")

    @property
    def short_name(self) -> str:
        """The name for a button's label."""
        return self.name if len(self.name) <= 80 else self.name[:79].rsplit(" ", 1)[0] + "…"


def card_of(match: FundingMatch, on: date) -> Card:
    """The card of an aid found."""
    aid = match.aid
    return Card(
        slug=aid.slug,
        name=aid.name,
        financers=aid.financers,
        kinds=kinds_of(aid),
        group=Group.NOT if match.is_excluded else Group.FITS if match.fits else Group.CHECK,
        reasons=tuple(map(_reason, match.eligibility)),
        rate=rate_of(aid),
        dates=date_status(aid, on),
        excerpt=_excerpt(match.citation.text),
        source=match.citation.source,
        passage_id=match.citation.passage_id,
        form=form_of(aid),
    )


def kinds_of(aid: Aid) -> tuple[str, ...]:
    """The kinds of help of an aid in French; as its source writes them when none is recognised."""
    return tuple(map(help_kind_name, aid.kinds)) or aid.aid_types


def form_of(aid: Aid) -> str | None:
    """Where the aid is asked for, or told of; only a web address is a link."""
    told = (aid.application_url, aid.origin_url, aid.url)
    return next((address for address in told if (address or "").startswith(("https://", "http://"))), None)


def _reason(one: Criterion) -> Reason:
    return Reason(
        criterion=one.criterion, verdict=VERDICT_WORDS[one.verdict], tone=TONES[one.verdict], because=one.because
    )


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " […]"
