"""A message that proposes to another authority to lead two projects alike together, made of what their sheets say."""

from assistant.domain import Frozen
from assistant.domain.follow_up import FollowUp
from assistant.domain.portfolio import ProjectRow
from assistant.language.display import format_date, format_euros
from assistant.language.names import BENEFICIARY_NAMES
from assistant.portfolio.similar import SimilarProject

UNNAMED = {"", *(name.lower() for name in BENEFICIARY_NAMES.values())}


class Proposal(Frozen):
    """What is sent: its subject, its text, and to whom, as its project tells."""

    to: str
    subject: str
    text: str


def propose(mine: ProjectRow, followed: FollowUp, other: SimilarProject) -> Proposal:
    """The message of the owner of a project to that of another one."""
    who = followed.authority or "……"
    theirs = other.row
    lines = (
        "Bonjour,",
        f"Nous préparons le projet « {mine.title} » ({_told(mine)}). Le vôtre, « {theirs.title} » ({_told(theirs)}), "
        "lui ressemble.",
        "Aucun des deux n'a commencé ses travaux. Nous vous proposons d'en parler : étude ou diagnostic commun, "
        "groupement de commandes, demandes d'aide coordonnées, partage des documents de consultation.",
        *_calendar(followed),
        "Quelles dates vous conviendraient pour un premier échange ?",
        f"Bien cordialement,\n{who}",
    )
    return Proposal(
        to=theirs.owner if theirs.owner.lower() not in UNNAMED else "la collectivité qui porte ce projet",
        subject=f"Coordonner nos projets : {mine.title}",
        text="\n\n".join(lines),
    )


def _told(row: ProjectRow) -> str:
    cost = f"{format_euros(row.cost_excl_tax)} HT" if row.cost_excl_tax is not None else ""
    return ", ".join(part for part in (row.territory, f"phase : {row.phase.value}", cost) if part)


def _calendar(followed: FollowUp) -> tuple[str, ...]:
    ahead = [step for step in followed.milestones if step.done_on is None]
    if not ahead:
        return ()
    steps = " ; ".join(f"{step.label}, {format_date(step.planned_on)}" for step in ahead)
    return (f"Notre calendrier : {steps}.",)
