"""From a model's draft to a project sheet: markers become provenances, and every figure is checked on the way in."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from assistant.agent.drafts import DraftCost, DraftIndicator, SheetChanges, SheetDraft
from assistant.agent.evidence import MARKER, Evidence
from assistant.agent.grounding import untraced
from assistant.calculators.financing import PlanResult
from assistant.domain import Passage, Territory
from assistant.domain.sheet import (
    Action,
    CostLine,
    Indicator,
    MatchedAid,
    Origin,
    ProjectSheet,
    Provenance,
    Statement,
)
from assistant.drafting import with_kept
from assistant.errors import InputError
from assistant.funding import Verdict, rate_of
from assistant.projects import ProjectRepository, with_hand
from assistant.territories import Territories

TO_CONFIRM = "Proposition de Jalon, à confirmer"


class SheetWriter:
    """Saves drafts as new versions of the conversation's project sheet.

    ``now`` gives the time of the version; the project id is that of the conversation.
    """

    def __init__(self, *, repository: ProjectRepository, territories: Territories, now: Callable[[], datetime]) -> None:
        self._repository = repository
        self._territories = territories
        self._now = now

    def save(self, draft: SheetDraft, *, evidence: Evidence, project_id: str) -> ProjectSheet:
        """Check the draft against the evidence, then save it as the next version.

        Raises InputError listing every figure or reference that cannot be traced; nothing is saved then.
        """
        return self._repository.save(self.prepared(draft, evidence=evidence, project_id=project_id))

    def update(self, changes: SheetChanges, *, evidence: Evidence, project_id: str) -> ProjectSheet:
        """Save the current sheet with some fields replaced; raises as ``save`` does, NotFoundError without a sheet."""
        return self._repository.save(self.updated(changes, evidence=evidence, project_id=project_id))

    def current(self, project_id: str, *, version: int | None = None) -> ProjectSheet:
        """A version of a sheet, the last one by default; raises NotFoundError."""
        return self._repository.get(project_id, version=version)

    def prepared(self, draft: SheetDraft, *, evidence: Evidence, project_id: str) -> ProjectSheet:
        """The sheet that ``save`` would save; raises as it does."""
        previous = self._repository.find(project_id)
        now = self._now()
        fields = _SheetBuilder(draft, evidence, self._territories).fields(SheetDraft.model_fields)
        sheet = ProjectSheet(
            project_id=project_id,
            version=previous.version + 1 if previous else 1,
            created_at=previous.created_at if previous else now,
            updated_at=now,
            **fields,
        )
        if previous:
            plan = sheet.financing_plan or previous.financing_plan
            sheet = sheet.model_copy(update={"financing_plan": plan, "green_budget": previous.green_budget})
            sheet = with_hand(with_kept(sheet, previous), previous)
        return sheet

    def updated(self, changes: SheetChanges, *, evidence: Evidence, project_id: str) -> ProjectSheet:
        """The sheet that ``update`` would save; raises as it does."""
        previous = self.current(project_id)
        if not changes.model_fields_set:
            fields = ", ".join(SheetChanges.model_fields)
            raise InputError(f"Aucun champ à modifier n'est donné. Champs : {fields}.", field="changes")
        fields_set = _SheetBuilder(changes, evidence, self._territories).fields(changes.model_fields_set)
        sources = {passage.passage_id: passage for passage in (*previous.sources, *fields_set["sources"])}
        return previous.model_copy(
            update={
                **fields_set,
                "sources": tuple(sources.values()),
                "version": previous.version + 1,
                "updated_at": self._now(),
            }
        )


MANY = frozenset(
    {
        "partners", "context", "objectives", "description", "obligations", "financing_rules", "comparables", "risks",
        "open_questions", "actions", "costs", "indicators",
    }
)  # fmt: skip


class _SheetBuilder:
    """Turns one draft into a sheet, gathering what cannot be traced and the passages that are used."""

    def __init__(self, draft: SheetDraft, evidence: Evidence, territories: Territories) -> None:
        self._draft = draft
        self._evidence = evidence
        self._territories = territories
        self._problems: list[str] = []
        self._sources: dict[str, Passage] = {}

    def fields(self, names: Iterable[str]) -> dict[str, Any]:
        """Some fields of the draft as a sheet holds them, and their sources; raises InputError for what is untraced."""
        made = dict(self._made(name) for name in SheetDraft.model_fields if name in set(names))
        if self._problems:
            raise InputError("La fiche n'est pas enregistrée. " + " ".join(self._problems))
        return {**made, "sources": tuple(self._sources.values())}

    def _made(self, name: str) -> tuple[str, Any]:
        """The name and the value in the sheet of a field of the draft."""
        value = getattr(self._draft, name)
        if name in MANY:
            one = self._ONE.get(name, _SheetBuilder._statement)
            return name, tuple(one(self, text) for text in value)
        if name == "calculations":
            return "footprint", self._found(value, self._evidence.footprints)
        if name == "funding":
            known = self._found(value, self._evidence.aids)
            return name, tuple(self._aid(found.aid.slug) for found in known)
        single = self._SINGLE.get(name)
        return name, single(self, value) if single and value not in (None, "") else value or None

    def _found(self, references: Sequence[str], among: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(among[reference] for reference in references if self._known(reference, among))

    def _statement(self, marked: str) -> Statement:
        return Statement(text=MARKER.sub("", marked).strip(), provenance=self._provenance(marked))

    def _provenance(self, marked: str) -> tuple[Provenance, ...]:
        self._problems += [f"« {problem.text} » : {problem.reason}" for problem in untraced(marked, self._evidence)]
        proofs = [self._proof(match.groupdict(), marked) for match in MARKER.finditer(marked)]
        kept = tuple(proof for proof in proofs if proof)
        return kept or (Provenance(origin=Origin.ASSUMPTION, quote=TO_CONFIRM),)

    def _proof(self, marker: dict[str, str | None], marked: str) -> Provenance | None:
        reference = marker["reference"] or ""
        match marker["kind"] or marker["origin"]:
            case "p" if self._known(reference, self._evidence.passages):
                self._sources[reference] = self._evidence.passages[reference]
                return Provenance(origin=Origin.DOCUMENT, reference=reference)
            case "c" if self._known(reference, self._evidence.calculations):
                return Provenance(origin=Origin.CALCULATION, reference=reference)
            case "u":
                return Provenance(origin=Origin.USER, quote=closest_words(marked, self._evidence.user_words))
            case "h":
                return Provenance(origin=Origin.ASSUMPTION, quote=TO_CONFIRM)
        return None

    def _known(self, reference: str, among: dict[str, Any]) -> bool:
        if reference in among:
            return True
        self._problems.append(f"« {reference} » : référence inconnue dans cette conversation.")
        return False

    def _plan(self, calculation: str) -> PlanResult | None:
        known = self._known(calculation, self._evidence.financing_plans)
        return self._evidence.financing_plans[calculation] if known else None

    def _action(self, marked: str) -> Action:
        statement = self._statement(marked)
        return Action(label=statement.text, provenance=statement.provenance)

    def _cost(self, cost: DraftCost) -> CostLine:
        amount = f"{cost.label} {cost.amount.normalize():f} € [u]"
        return CostLine(
            label=cost.label, amount_excl_tax=cost.amount, is_tax_unsaid=cost.is_tax_unsaid,
            provenance=self._provenance(amount),
        )  # fmt: skip

    def _indicator(self, draft: DraftIndicator) -> Indicator:
        self._provenance(draft.name)
        provenance = self._provenance(f"{draft.baseline} {draft.target}")
        plain = {name: MARKER.sub("", getattr(draft, name)).strip() for name in ("baseline", "target")}
        return Indicator(name=draft.name, unit=draft.unit, provenance=provenance, **plain)

    def _aid(self, slug: str) -> MatchedAid:
        found = self._evidence.aids[slug]
        sources = {passage.passage_id: passage for passage in found.passages}
        self._sources |= sources
        return MatchedAid(
            aid_id=found.aid.aid_id, slug=slug, name=found.aid.name, financers=found.aid.financers,
            rate=rate_of(found.aid), rate_max=found.aid.rate_max, fits=found.fits,
            deadline=found.aid.submission_deadline,
            url=found.aid.application_url or found.aid.origin_url or found.aid.url,
            reasons=tuple(verdict.because for verdict in found.eligibility if verdict.verdict is Verdict.YES),
            doubts=tuple(verdict.because for verdict in found.eligibility if verdict.verdict is Verdict.UNKNOWN),
            unknown=tuple(verdict.criterion for verdict in found.eligibility if verdict.verdict is Verdict.UNKNOWN),
            provenance=tuple(Provenance(origin=Origin.DOCUMENT, reference=name) for name in sources),
        )  # fmt: skip

    def _population(self, population: int) -> int:
        self._provenance(f"{population} habitants [u]")
        return population

    def _territory(self, asked: str) -> Territory:
        return self._territories.get(asked)

    _ONE: ClassVar[dict[str, Callable[..., Any]]] = {"actions": _action, "costs": _cost, "indicators": _indicator}
    _SINGLE: ClassVar[dict[str, Callable[..., Any]]] = {
        "title": _statement,
        "owner": _statement,
        "territory": _territory,
        "population": _population,
        "financing_plan": _plan,
    }


def closest_words(text: str, user_words: Sequence[str]) -> str | None:
    """The user's sentence that shares most words with a text; None when the user has said nothing."""
    from assistant.language import normalise, split_sentences

    wanted = set(normalise(MARKER.sub("", text)).split())
    sentences = [sentence for words in user_words for sentence in split_sentences(words)]
    return max(sentences, key=lambda sentence: len(wanted & set(normalise(sentence).split())), default=None)
