"""Purchases by monetary ratio: euros of one year, excluding tax, times a ratio of the same year."""

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

WITH_TAX = "with_tax"
BASIS = re.compile(r"€ HT \d{4}")
WITHOUT_TAX = Term(label="Prix hors taxes", value=Decimal(1), unit="ratio")
COARSE = (
    "Un ratio monétaire est un ordre de grandeur : il ne voit ni le fournisseur, ni la quantité. Préférez des "
    "quantités physiques dès qu'elles sont connues."
)


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = euros excluding tax of the year of the ratio × ratio (ADEME Base Carbone V23.9, SDES/Insee).

    Raises InputError for euros of another year without the index between both, and for a price with tax without rate.
    """
    ratio = trace.factor(ratios()[inputs.choice("category")])
    basis = BASIS.findall(ratio.unit)[0]
    amount = _excluding_tax(inputs, trace)
    spent = Term(label=amount.label, value=amount.value, unit=f"€ HT {inputs.choice('year')}", slopes=amount.slopes)
    if spent.unit != basis:
        spent = _in_euros_of(basis, spent, ratio, inputs, trace)
    emitted = trace.product("Émissions des achats", spent, ratio, unit="tCO2e")
    return Outcome(figures=(trace.figure("induced_emissions", emitted, Role.INDUCED),), warnings=(COARSE,))


def _excluding_tax(inputs: Inputs, trace: Trace) -> Term:
    amount = inputs.term("amount")
    if inputs.choice("tax") != WITH_TAX:
        return amount
    if not inputs.has("tax_rate"):
        raise InputError(
            "Le montant comprend la taxe, et le ratio vaut hors taxes : donnez le taux de TVA. Exemple : 20 %.",
            field="tax_rate",
        )
    price = trace.total("Prix avec la taxe", WITHOUT_TAX, inputs.term("tax_rate"))
    return trace.quotient("Montant hors taxes", amount, price, unit="€")


def _in_euros_of(basis: str, spent: Term, ratio: Term, inputs: Inputs, trace: Trace) -> Term:
    """An amount in the euros of the ratio, by the price index that the user brings with its source."""
    if not (inputs.has("price_index") and inputs.has("index_source")):
        raise InputError(
            f"Le ratio « {ratio.label} » vaut pour des {basis}, et votre montant est en {spent.unit} : donnez l'indice "
            f"de prix entre les deux années et sa source. Exemple : 104 % si les prix ont monté de 4 % depuis "
            f"{basis[-4:]}.",
            field="price_index",
        )
    index = inputs.term("price_index")
    slopes = {name: slope / 100 for name, slope in index.slopes.items()}
    source = inputs.values["index_source"].display
    prices = Term(
        label=f"{index.label} ({source})", value=index.value / 100, unit=f"{spent.unit}/{basis}", slopes=slopes
    )
    return trace.quotient(f"Montant en {basis}", spent, prices, unit=basis)


@cache
def ratios() -> dict[str, str]:
    """The factor of each category of purchases."""
    path = files("assistant.calculators.footprint.activities") / "purchase_ratios.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
