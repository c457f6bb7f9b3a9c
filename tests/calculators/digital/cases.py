"""An example of each digital activity: what is counted, and the other inputs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assistant.calculators.footprint import FootprintResult, estimate

COUNTED: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "digital_terminals": ("number", {"kind": "laptop"}),
    "digital_servers": ("servers", {}),
    "digital_cloud": ("machines", {"vcpus": 4, "memory": "16 Go"}),
    "digital_storage": ("data", {}),
    "digital_network": ("data", {}),
    "digital_website": ("visits", {}),
    "digital_video": ("hours", {}),
    "digital_sensors": ("sensors", {"manufacture": 8}),
    "digital_printing": ("printers", {"pages": 0}),
    "llm_use": ("requests", {"active_parameters": 24, "total_parameters": 24, "site_water": "0,5 L/kWh"}),
}


def values(activity: str, inputs: Mapping[str, Any]) -> dict[str, Decimal]:
    """The figures of an estimate, by name."""
    return of_result(estimate(activity, dict(inputs)))


def of_result(result: FootprintResult) -> dict[str, Decimal]:
    """The figures of a result, by name."""
    return {figure.name: figure.value for figure in result.figures}
