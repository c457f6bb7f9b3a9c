"""Build a plan from what a face was given, and keep it in a project's sheet."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import JsonValue

from assistant.calculators.financing import Grant, Owner, PlanInput, PlanResult, check_plan, optimise_plan, read_plan
from assistant.domain import TerritoryLevel
from assistant.domain.sheet import ProjectSheet
from assistant.errors import InputError, NotFoundError
from assistant.plans.records import with_record
from assistant.projects import ProjectRepository
from assistant.storage import KnowledgeStore
from assistant.territories import Territories


@dataclass(frozen=True)
class Plans:
    """The financing plans of one home."""

    store: KnowledgeStore
    territories: Territories
    projects: ProjectRepository

    def build(self, content: JsonValue, *, on: date, optimise: bool = False) -> PlanResult:
        """Read a plan, complete it from the records of its aids, then check it or find the best legal one.

        Raises InputError that names the faulty field.
        """
        return self.judge(read_plan(content, on=on), optimise=optimise)

    def judge(self, plan: PlanInput, *, optimise: bool = False) -> PlanResult:
        """Complete a plan, then check it or find the best legal one; raises InputError."""
        grants = tuple(self._completed(grant, place) for place, grant in enumerate(plan.grants))
        complete = plan.model_copy(update={"grants": grants, "owner": self._placed(plan.owner)})
        return optimise_plan(complete) if optimise else check_plan(complete)

    def keep(self, result: PlanResult, project_id: str, *, now: datetime) -> ProjectSheet:
        """Save a plan in a new version of a project's sheet; raises NotFoundError when the project has none."""
        sheet = self.projects.get(project_id)
        changes = {"version": sheet.version + 1, "financing_plan": result, "updated_at": now}
        return self.projects.save(sheet.model_copy(update=changes))

    def _completed(self, grant: Grant, place: int) -> Grant:
        if not grant.aid:
            return grant
        field = f"grants.{place}.aid"
        try:
            aid = self.store.aid(grant.aid)
        except NotFoundError as error:
            raise InputError(f"{field} : {error}", field=field) from error
        return with_record(grant, aid, field)

    def _placed(self, owner: Owner) -> Owner:
        """The owner with its département, where its code is known and does not begin with it."""
        if owner.department or not owner.territory:
            return owner
        found = self.territories.resolve(owner.territory).candidates
        above = self.territories.ancestors(found[0]) if len(found) == 1 else ()
        departments = [one.code for one in above if one.level is TerritoryLevel.DEPARTMENT]
        return owner.model_copy(update={"department": departments[0]}) if len(departments) == 1 else owner
