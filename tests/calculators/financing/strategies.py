"""Random plans: one to three lines, up to five aids of any scheme, with terms."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from assistant.calculators.financing import PlanInput, load_book
from tests.calculators.financing.plans import ON

SCHEMES = sorted(load_book().schemes)
LINES = ("a", "b", "c")
OWNERS = ("commune", "epci", "public_body")
money = st.integers(1, 300_000_00).map(lambda cents: Decimal(cents) / 100)
rates = st.integers(0, 100).map(Decimal)


@st.composite
def grants(draw: st.DrawFn, lines: tuple[str, ...]) -> list[dict[str, Any]]:
    found = []
    for place in range(draw(st.integers(0, 5))):
        terms: dict[str, Any] = {"max_rate_percent": draw(rates)}
        if draw(st.booleans()):
            terms["ceiling"] = draw(money)
            if draw(st.booleans()):
                terms["floor"] = min(draw(money), terms["ceiling"])
        base = draw(st.lists(st.sampled_from(lines), unique=True, max_size=2))
        found.append({"id": f"g{place}", "scheme": draw(st.sampled_from(SCHEMES)), "lines": base, **terms})
    return found


@st.composite
def plans(draw: st.DrawFn) -> PlanInput:
    lines = LINES[: draw(st.integers(1, 3))]
    derogations = [{"id": "school-renovation", "obtained": True}] if draw(st.booleans()) else []
    return PlanInput.model_validate(
        {
            "on": ON,
            "owner": {"kind": draw(st.sampled_from(OWNERS)), "territory": draw(st.sampled_from(["24322", "97411"]))},
            "basis": draw(st.sampled_from(["excl_tax", "incl_tax"])),
            "operation": {"derogations": derogations},
            "costs": [{"id": name, "amount_excl_tax": draw(money)} for name in lines],
            "grants": draw(grants(lines)),
        }
    )
