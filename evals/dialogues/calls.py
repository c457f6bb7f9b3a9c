"""Compare the tool calls of a turn with those that were expected, argument by argument."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import JsonValue

from assistant.language import normalise
from evals.dialogues.dataset import ExpectedCall, ExpectedTurn
from evals.dialogues.playing import SeenCall
from evals.dialogues.values import flat, same_value

SEARCH = ("territory", "beneficiary", "cost")
SAVE = "save_project_sheet"


def compared(call: SeenCall) -> dict[str, str]:
    """The arguments of a call that are compared: neither its wording, nor how many results it wants."""
    given: Mapping[str, Any] = call.arguments
    match call.name:
        case "estimate_footprint":
            return flat({"activity": given["activity"], "inputs": given["inputs"]})
        case "build_financing_plan":
            return _plan(given["plan"])
        case "rate_green_budget":
            return {"amount": _sum(given["budget"]["lines"], "amount")}
        case "save_project_sheet":
            draft = given["draft"]
            known = {name: draft.get(name) for name in ("beneficiary", "territory", "population")}
            return flat(known | ({"cost": _sum(draft["costs"], "amount")} if draft.get("costs") else {}))
    return flat({name: given.get(name) for name in SEARCH})


def _plan(plan: Mapping[str, Any]) -> dict[str, str]:
    aids: dict[str, JsonValue] = {aid["scheme"]: _share(aid) for aid in plan["aids"]}
    said = {name: plan.get(name) for name in ("territory", "population")}
    owner = str(plan["owner"])
    return flat({"owner": owner, "cost": _sum(plan["costs"], "amount_excl_tax"), "aids": aids, **said})


def _share(aid: Mapping[str, Any]) -> str:
    return f"{aid['rate_percent']} %" if "rate_percent" in aid else f"{aid['amount']} €"


def _sum(lines: Sequence[Mapping[str, Any]], name: str) -> str:
    return f"{sum(float(line[name]) for line in lines):.0f}"


def is_expected(call: SeenCall, expected: ExpectedCall, free: frozenset[str]) -> bool:
    """Whether a call is the one expected: same tool, same arguments, and a query that speaks of the same thing."""
    if call.name != expected.name:
        return False
    query = normalise(str(call.arguments.get("query", "")))
    if any(normalise(word) not in query for word in expected.about):
        return False
    ignored = {name.removeprefix("tool.") for name in free}
    wanted = {name: value for name, value in flat(expected.arguments).items() if name not in ignored}
    found = {name: value for name, value in compared(call).items() if name not in ignored}
    return wanted.keys() == found.keys() and all(same_value(value, found[name]) for name, value in wanted.items())


def match_calls(turn: ExpectedTurn, calls: Sequence[SeenCall]) -> tuple[list[int], list[ExpectedCall], list[SeenCall]]:
    """Where each expected call that was made stands, those that were not made, and those that nobody expected."""
    left = dict(enumerate(calls))
    places, missing = [], []
    for expected in sorted(turn.tools, key=lambda one: one.optional):
        place = next((at for at, call in left.items() if is_expected(call, expected, turn.free)), None)
        if place is None:
            missing += [] if expected.optional else [expected]
            continue
        del left[place]
        places += [] if expected.optional else [place]
    allowed = {one.name for one in turn.tools if one.optional}
    saves = any(one.name == SAVE for one in turn.tools)
    extra = [call for call in left.values() if call.name not in allowed and not (saves and call.name != SAVE)]
    return places, missing, extra
