"""An aid as a card shows it: which group it is in, why, at what rate, until when, and where it is written."""

from datetime import date
from enum import StrEnum

from assistant.domain import Aid, Frozen, Recurrence
from assistant.funding import Criterion, FundingMatch, Verdict, rate_of
from assistant.language.display import format_date

EXCERPT = 260  # characters
NEAR_DAYS = 45


class Group(StrEnum):
    """Whether an aid may be asked for, as far as its record tells."""

    FITS = "convient"
    CHECK = "verifier"
    NOT = "non"


GROUP_TITLES = {Group.FITS: "Semblent convenir", Group.CHECK: "À vérifier", Group.NOT: "Ne conviennent pas"}
VERDICT_WORDS = {Verdict.YES: "oui", Verdict.UNKNOWN: "à vérifier", Verdict.NO: "non"}
TONES = {Verdict.YES: "yes", Verdict.UNKNOWN: "doubt", Verdict.NO: "no"}


class DeadlineState(StrEnum):
    """How the closing date of an aid stands on the day of the request."""

    NEAR = "proche"
    OPEN = "ouverte"
    ONGOING = "permanente"
    RECURRING = "periodique"
    COMING = "a-venir"
    CLOSED = "close"
    UNKNOWN = "inconnue"


DEADLINE_WORDS = {
    DeadlineState.NEAR: "échéance proche",
    DeadlineState.OPEN: "date limite à venir",
    DeadlineState.ONGOING: "ouverte en permanence",
    DeadlineState.RECURRING: "revient périodiquement",
    DeadlineState.COMING: "pas encore ouverte",
    DeadlineState.CLOSED: "close",
    DeadlineState.UNKNOWN: "date non indiquée",
}
DEADLINE_TONES = {DeadlineState.NEAR: "doubt", DeadlineState.CLOSED: "no", DeadlineState.COMING: "doubt"}


class Reason(Frozen):
    """A criterion, its verdict in a word and the sentence that says so."""

    criterion: str
    verdict: str
    tone: str
    because: str


class Deadline(Frozen):
    """When an aid closes, with the sentence that says so."""

    state: DeadlineState
    text: str
    notice: str = ""  # what is worth a badge, empty when nothing is

    @property
    def tone(self) -> str:
        """The colour of the badge; the text says the same."""
        return DEADLINE_TONES.get(self.state, "")


class Card(Frozen):
    """What is shown of an aid."""

    slug: str
    name: str
    financers: tuple[str, ...]
    kinds: tuple[str, ...]
    group: Group
    reasons: tuple[Reason, ...]
    rate: str
    deadline: Deadline
    excerpt: str
    source: str
    passage_id: str
    form: str | None

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
        kinds=aid.aid_types,
        group=Group.NOT if match.is_excluded else Group.FITS if match.fits else Group.CHECK,
        reasons=tuple(map(_reason, match.eligibility)),
        rate=rate_of(aid),
        deadline=deadline_of(aid, on),
        excerpt=_excerpt(match.citation.text),
        source=match.citation.source,
        passage_id=match.citation.passage_id,
        form=form_of(aid),
    )


def form_of(aid: Aid) -> str | None:
    """Where the aid is asked for, or told of; only a web address is a link."""
    told = (aid.application_url, aid.origin_url, aid.url)
    return next((address for address in told if (address or "").startswith(("https://", "http://"))), None)


def deadline_of(aid: Aid, on: date) -> Deadline:
    """When an aid closes, seen from a day."""
    closing, opening = aid.submission_deadline, aid.start_date
    if closing and closing < on:
        again = ", revient périodiquement" if aid.recurrence is Recurrence.RECURRING else ""
        text = f"close depuis le {format_date(closing)}{again}"
        return Deadline(state=DeadlineState.CLOSED, text=text, notice=f"close{again}")
    if opening and opening > on:
        return Deadline(
            state=DeadlineState.COMING, text=f"ouvre le {format_date(opening)}", notice="pas encore ouverte"
        )
    if closing:
        days = (closing - on).days
        left = "aujourd'hui" if days == 0 else "demain" if days == 1 else f"dans {days} jours"
        is_near = days <= NEAR_DAYS
        return Deadline(
            state=DeadlineState.NEAR if is_near else DeadlineState.OPEN,
            text=f"dépôt jusqu'au {format_date(closing)} ({left})",
            notice=f"échéance proche : {left}" if is_near else "",
        )
    if aid.recurrence is Recurrence.ONGOING:
        return Deadline(state=DeadlineState.ONGOING, text="ouverte en permanence")
    if aid.recurrence is Recurrence.RECURRING:
        text = "revient périodiquement : demandez la prochaine date"
        return Deadline(state=DeadlineState.RECURRING, text=text, notice="revient périodiquement")
    return Deadline(state=DeadlineState.UNKNOWN, text="la fiche ne donne pas de date limite")


def _reason(one: Criterion) -> Reason:
    return Reason(
        criterion=one.criterion, verdict=VERDICT_WORDS[one.verdict], tone=TONES[one.verdict], because=one.because
    )


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " […]"
