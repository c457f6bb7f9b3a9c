"""Comparable operations, as JSON. Amounts are in euros excluding tax, rates in percent."""

from decimal import Decimal
from typing import Any

from assistant.calculators.comparables import Distribution, OperationGroup, SimilarOperation
from assistant.comparables import ComparablesAnswer, statement


def comparables_json(answer: ComparablesAnswer) -> dict[str, Any]:
    """An answer as the contract says."""
    request, summary = answer.request, answer.summary
    understood = request.model_dump(mode="json", include={"beneficiary", "scheme", "year_from", "on"})
    territory = request.territory
    understood |= {
        "subject": answer.subject,
        "read_as": answer.read_as,
        "cost_excl_tax": _number(request.cost_excl_tax),
        "territory": territory.model_dump(mode="json", include={"code", "name", "level"}) if territory else None,
    }
    return {
        "query": request.query,
        "understood": understood,
        "statement": list(statement(answer)),
        "published": summary.published,
        "found": summary.found,
        "shown": len(answer.operations),
        "shown_counted": sum(one.is_counted for one in answer.operations),
        "is_too_broad": summary.is_too_broad,
        "same_subject": summary.same_subject,
        "near_cost": summary.near_cost,
        "near_place": summary.near_place,
        "tranches": summary.tranches,
        "left_out": {flaw.value: count for flaw, count in summary.left_out.items()},
        "calculation_id": summary.calculation_id,
        "whole": _group_json(summary.whole),
        "of_near_cost": _group_json(summary.of_near_cost) if summary.of_near_cost else None,
        **{name: [_group_json(group) for group in groups] for name, groups in answer.breakdown},
        "results": [_operation_json(rank, similar) for rank, similar in enumerate(answer.operations, start=1)],
    }


def _operation_json(rank: int, similar: SimilarOperation) -> dict[str, Any]:
    operation = similar.operation
    return {
        "rank": rank,
        "operation_id": operation.operation_id,
        "title": operation.title,
        "beneficiary": operation.beneficiary.value if operation.beneficiary else None,
        "beneficiary_name": operation.beneficiary_name,
        "insee_code": operation.insee_code,
        "department": operation.department,
        "year": operation.year,
        "cost_excl_tax": _number(operation.cost_excl_tax),
        "subsidy": _number(operation.subsidy),
        "rate_percent": _number(None if operation.rate is None else round(operation.rate * 100, 2)),
        "grants": [
            {
                "scheme": grant.scheme,
                "year": grant.year,
                "subsidy": _number(grant.subsidy),
                "tranche": grant.tranche or None,
                "document_ids": list(grant.document_ids),
            }
            for grant in operation.grants
        ],
        "is_counted": similar.is_counted,
        "likeness": {
            "closeness": similar.likeness.closeness.name.lower(),
            "score": similar.likeness.score,
            "words": similar.likeness.words,
            "traits": [trait.model_dump(mode="json") for trait in similar.likeness.traits],
        },
        "flaws": [flaw.value for flaw in similar.flaws],
    }


def _group_json(group: OperationGroup) -> dict[str, Any]:
    return {
        "key": group.key,
        "label": group.label,
        "count": group.count,
        "cost_excl_tax": _spread_json(group.cost),
        "subsidy": _spread_json(group.subsidy),
        "rate_percent": _spread_json(group.rate_percent),
    }


def _spread_json(values: Distribution) -> dict[str, Any]:
    quartiles = values.quartiles
    return {
        "count": values.count,
        "min": _number(values.minimum),
        "first_quartile": _number(quartiles.first if quartiles else None),
        "median": _number(quartiles.median if quartiles else None),
        "third_quartile": _number(quartiles.third if quartiles else None),
        "max": _number(values.maximum),
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(round(value, 2))
