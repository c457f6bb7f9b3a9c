"""Find the past operations like a project, and tell what they cost.

Those alike enough are counted, all of them; those shown are the nearest, counted or not.
"""

import threading
from collections.abc import Iterator
from itertools import islice

import numpy as np

from assistant.calculators.comparables import (
    COUNTED_FROM,
    ComparedProject,
    Likeness,
    break_down,
    distance_in_cost,
    liken,
    summarise,
    with_flaws,
)
from assistant.comparables.answer import ComparablesAnswer
from assistant.comparables.nearness import TitleNearness, nearness_of
from assistant.comparables.places import Geography, Surroundings
from assistant.comparables.register import OperationRegister
from assistant.comparables.request import MAX_LIMIT, ComparablesRequest, known_scheme
from assistant.comparables.subject import subject_of
from assistant.domain import FundedOperation
from assistant.knowledge import Knowledge
from assistant.storage import KnowledgeStore
from assistant.territories import Territories

LOOKED_AT = 2 * MAX_LIMIT  # of the nearest titles, which cost, place and owner put in order


class Comparables:
    """The past operations of one home, ready to be compared; follows an ingestion by itself. Safe between threads."""

    def __init__(self, store: KnowledgeStore, knowledge: Knowledge, territories: Territories) -> None:
        self._store = store
        self._knowledge = knowledge
        self._territories = territories
        self._geography = Geography(territories)
        self._lock = threading.Lock()
        self._held: tuple[int, OperationRegister] | None = None

    def search(self, request: ComparablesRequest) -> ComparablesAnswer:
        """The operations nearest to the project of a request, the most alike first, with the statistics of those alike
        enough; none when these operations have nothing of its subject.

        Raises InputError for an unknown scheme and for a territory that cannot be compared.
        """
        register = self._register()
        scheme = known_scheme(request.scheme, register.schemes) if request.scheme else None
        subject = subject_of(request.query, register.titles, self._territories)
        project, around = self._compared(request)
        wanted = request.model_copy(update={"scheme": scheme})
        near = nearness_of(request.query, subject, register, self._knowledge)
        found = _likened(register, near, wanted, project, around) if near else ()
        similar = with_flaws(sorted(found, key=lambda one: (-one[1].score, distance_in_cost(one[0], project))))
        summary = summarise(similar, published=len(register))
        return ComparablesAnswer(
            request=request,
            subject=" ".join((*subject.words, *subject.context)),
            read_as=subject.read_as,
            summary=summary,
            breakdown=break_down(
                () if summary.is_too_broad else similar,
                region_of=self._geography.region_of,
                name_of=self._geography.name_of,
            ),
            operations=similar[: request.limit],
        )

    def _compared(self, request: ComparablesRequest) -> tuple[ComparedProject, Surroundings]:
        around = self._geography.surroundings(request.territory)
        project = ComparedProject(
            year=request.on.year,
            cost_excl_tax=request.cost_excl_tax,
            beneficiary=request.beneficiary,
            place=around.level,
        )
        return project, around

    def _register(self) -> OperationRegister:
        """The operations as they are stored now."""
        with self._lock:
            revision = self._store.revision()
            if self._held is None or self._held[0] != revision:
                self._held = revision, OperationRegister.of(self._store)
            return self._held[1]


def _likened(
    register: OperationRegister,
    near: TitleNearness,
    request: ComparablesRequest,
    project: ComparedProject,
    around: Surroundings,
) -> Iterator[tuple[FundedOperation, Likeness]]:
    """The likeness of the operations to count, and of the nearest of the others."""
    counted = np.flatnonzero(near.subject >= COUNTED_FROM)
    wanted = (int(place) for place in near.order() if _is_wanted(register.operation(int(place)), request))
    for place in dict.fromkeys((*islice(wanted, LOOKED_AT), *map(int, counted))):
        operation = register.operation(place)
        if _is_wanted(operation, request):
            yield (
                operation,
                liken(
                    operation,
                    project,
                    subject=round(float(near.subject[place]), 4),
                    searched=float(near.searched[place]),
                    place=around.nearness(operation),
                ),
            )


def _is_wanted(operation: FundedOperation, request: ComparablesRequest) -> bool:
    of_scheme = request.scheme is None or request.scheme in operation.schemes
    return of_scheme and (request.year_from is None or operation.year >= request.year_from)
