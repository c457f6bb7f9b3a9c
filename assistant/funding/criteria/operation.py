"""What is to be paid, a study, works, a purchase or engineering, against the steps and expenses of an aid."""

import re

from assistant.domain import Aid, Expense, HelpKind, Operation, Step
from assistant.funding.criteria.kind import ENGINEERING
from assistant.funding.criteria.model import OPERATION, Criterion, met, not_met, untold
from assistant.language import normalise
from assistant.language.names import operation_name

STEPS = {
    Operation.STUDY: Step.DESIGN,
    Operation.ENGINEERING: Step.DESIGN,
    Operation.WORKS: Step.EXECUTION,
    Operation.PURCHASE: Step.EXECUTION,
}
# On folded words, what says that a record speaks of an operation.
WORDS = {
    Operation.STUDY: re.compile(r"\b(?:etudes?|diagnostics?|audits?|faisabilite|schemas? directeurs?|expertises?)\b"),
    Operation.ENGINEERING: re.compile(
        r"\b(?:ingenierie|accompagne\w*|assistance|conseil\w*|animation|chefs? de projet|amo|maitrise d ouvrage)\b"
    ),
    Operation.WORKS: re.compile(
        r"\b(?:travaux|construct\w+|construire|renov\w+|rehabilit\w+|amenage\w+|investissements?|installation\w*"
        r"|realisation)\b"
    ),
    Operation.PURCHASE: re.compile(r"\b(?:achats?|acquisitions?|acquerir|acheter|equipements?|materiels?|location)\b"),
}
ACTIVITIES = frozenset({Operation.STUDY, Operation.ENGINEERING})


def operation_criterion(aid: Aid, operation: Operation | None) -> Criterion | None:
    """Whether an aid pays for an operation; None when the request does not say which, or the record gives no clue.

    No only when the steps, the expenses and the words of the record all leave it out.
    """
    if operation is None:
        return None
    wanted = operation_name(operation).lower()
    if operation is Operation.ENGINEERING and ENGINEERING & set(aid.kinds):
        return met(OPERATION, f"la fiche propose : {', '.join(aid.aid_types)}")
    fits_step = STEPS[operation] in aid.steps
    if fits_step and not _is_running_only(aid, operation):
        return met(OPERATION, f"aide l'étape « {_label(aid, STEPS[operation])} », celle de votre projet ({wanted})")
    told = _told(aid)
    if not told:
        return None
    if WORDS[operation].search(_record(aid)):
        return untold(OPERATION, f"la fiche indique {told} : vérifiez que votre projet ({wanted}) y entre")
    if _leaves_out(aid, operation):
        return not_met(OPERATION, f"la fiche n'indique que {told}, et ne parle pas de votre projet ({wanted})")
    return untold(OPERATION, f"la fiche indique {told} : elle ne dit pas si votre projet ({wanted}) y entre")


def _leaves_out(aid: Aid, operation: Operation) -> bool:
    """Whether an aid only pays for something else: for works or a purchase, running costs or thinking about them."""
    if operation in ACTIVITIES:
        return False  # an aid for works often pays for the studies that they need
    only_engineering = bool(aid.kinds) and set(aid.kinds) <= ENGINEERING and len(aid.kinds) == len(aid.aid_types)
    return _is_running_only(aid, operation) or (aid.steps == (Step.DESIGN,) and (only_engineering or _is_study(aid)))


def _is_study(aid: Aid) -> bool:
    return bool(WORDS[Operation.STUDY].search(normalise(aid.name))) and HelpKind.LOAN not in aid.kinds


def _is_running_only(aid: Aid, operation: Operation) -> bool:
    return operation not in ACTIVITIES and aid.expenses == (Expense.RUNNING,) and len(aid.destinations) == 1


def _label(aid: Aid, step: Step) -> str:
    """The label that the record gives to a step."""
    labels = dict(zip(aid.steps, aid.mobilization_steps, strict=False))
    return labels.get(step, step.value)


def _told(aid: Aid) -> str:
    parts = (("l'étape", aid.mobilization_steps), ("les dépenses", aid.destinations))
    return " et ".join(f"{name} « {' », « '.join(labels)} »" for name, labels in parts if labels)


def _record(aid: Aid) -> str:
    return normalise("\n".join((aid.name, aid.description, aid.eligibility)))
