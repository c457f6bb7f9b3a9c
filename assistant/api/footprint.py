"""The footprint calculator."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from assistant.calculators.footprint import FootprintResult, GivenValue, estimate

router = APIRouter()


class EstimateRequest(BaseModel):
    """An activity of the calculator and its inputs, numbers in the declared unit or texts with theirs."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "activity": "public_lighting",
                    "inputs": {"points": 420, "power_before": "150 W", "power_after": "45 W"},
                }
            ]
        },
    )

    activity: str
    inputs: dict[str, GivenValue]


@router.post("/footprint", summary="Empreinte d'une activité, avec tout le détail du calcul.", tags=["empreinte"])
def footprint(asked: EstimateRequest) -> FootprintResult:
    """The footprint of an activity with its whole trace."""
    return estimate(asked.activity, asked.inputs)
