"""The answer to a request for comparable operations."""

from assistant.calculators.comparables import Breakdown, ComparablesSummary, SimilarOperation
from assistant.comparables.request import ComparablesRequest
from assistant.domain import Frozen

GROUPS_IN_BRIEF = 5


class ComparablesAnswer(Frozen):
    """The operations nearest to a project, most alike first, as many as asked: counted or not. The summary and its
    groups are of all those alike enough to be counted.

    ``subject`` are the words that titles were compared with, ``read_as`` what words that no title holds were read as.
    """

    request: ComparablesRequest
    subject: str
    read_as: dict[str, str]
    summary: ComparablesSummary
    breakdown: Breakdown
    operations: tuple[SimilarOperation, ...]

    @property
    def document_ids(self) -> frozenset[str]:
        """The documents that publish the operations shown."""
        return frozenset(
            name for similar in self.operations for grant in similar.operation.grants for name in grant.document_ids
        )

    def in_brief(self) -> "ComparablesAnswer":
        """The answer with the largest groups only, as a conversation keeps it."""
        groups = {name: value[:GROUPS_IN_BRIEF] for name, value in self.breakdown}
        return self.model_copy(update={"breakdown": Breakdown.model_validate(groups)})
