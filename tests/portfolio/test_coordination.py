"""A message that proposes to lead two projects together says what both sheets say, and nothing else."""

from datetime import date

from assistant.domain.follow_up import FollowUp, Milestone
from assistant.portfolio import SimilarProject, propose
from tests.portfolio.test_board import row


def test_the_message_names_both_projects_and_the_steps_that_come() -> None:
    steps = (
        Milestone(label="Audit", planned_on=date(2026, 1, 31), done_on=date(2026, 1, 30)),
        Milestone(label="Travaux", planned_on=date(2027, 3, 1)),
    )
    mine = FollowUp(project_id="p-00000001", authority="Commune d'Essai", milestones=steps)
    theirs = row("p-00000002", title="Gymnase", owner="Commune voisine")
    other = SimilarProject(row=theirs, likeness=0.5, shared=("isolation",), may_coordinate=True)
    made = propose(row("p-00000001", title="École"), mine, other)
    assert (made.to, made.subject) == ("Commune voisine", "Coordonner nos projets : École")
    for told in ("Commune d'Essai", "« École »", "« Gymnase »", "Travaux, 1er mars 2027"):
        assert told in made.text
    assert "Audit" not in made.text
