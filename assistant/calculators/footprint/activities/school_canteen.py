"""School canteen: more vegetarian days and less waste."""

from decimal import Decimal

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

RED_MEAT, WHITE_MEAT, FISH = "repas.viande_rouge", "repas.viande_blanche", "repas.poisson_blanc"
MEATLESS = {"vegetarian": "repas.vegetarien", "vegan": "repas.vegetalien"}
WHOLE = Term(label="Tous les repas", value=Decimal(100), unit="%")


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = meals × Σ share of a menu × factor; after, × (1 − waste before) ÷ (1 − waste after).

    What is eaten stays the same, so that less waste is less food prepared. Factors: Nos Gestes Climat, Agribalyse.
    Raises InputError for more vegetarian days than days of service, shares beyond the whole, a waste without the other.
    """
    other = _other_menu(inputs, trace)
    meatless = trace.factor(MEATLESS[inputs.choice("vegetarian_menu")])
    menu_before = _menu("actuel", "vegetarian_days_before", meatless, other, inputs, trace)
    menu_after = _menu("prévu", "vegetarian_days_after", meatless, other, inputs, trace)
    before = trace.product("Émissions actuelles des repas", inputs.term("meals"), menu_before, unit="tCO2e/an")
    at_constant_waste = trace.product(
        "Émissions des repas avec les menus prévus", inputs.term("meals"), menu_after, unit="tCO2e/an"
    )
    after = _with_less_waste(at_constant_waste, inputs, trace)
    figures = (
        trace.figure("emissions_before", before, Role.REFERENCE),
        trace.figure("remaining_emissions", after.named("Émissions des repas après le projet"), Role.PROJECT),
        trace.figure("avoided_emissions", trace.difference("Émissions évitées", before, after), Role.AVOIDED),
    )
    return Outcome(figures=figures)


def _other_menu(inputs: Inputs, trace: Trace) -> Term:
    """The mean factor of a meal that is not vegetarian: red meat, fish, and white meat for the rest."""
    red, fish = inputs.term("red_meat_share"), inputs.term("fish_share")
    white = trace.difference("Part de la viande blanche", WHOLE, trace.total("Viande rouge et poisson", red, fish))
    if white.value < 0:
        raise InputError("Viande rouge et poisson dépassent ensemble 100 % des autres repas.", field="fish_share")
    shares = ((red, RED_MEAT), (fish, FISH), (white, WHITE_MEAT))
    parts = [
        trace.product(f"Part du menu : {share.label.lower()}", share, trace.factor(name), unit="kgCO2e/repas")
        for share, name in shares
    ]
    return trace.total("Repas non végétarien moyen", *parts)


def _menu(label: str, name: str, meatless: Term, other: Term, inputs: Inputs, trace: Trace) -> Term:
    """The mean factor of a meal of the week."""
    days = inputs.term(name)
    share = trace.quotient(f"Part végétarienne, menu {label}", days, inputs.term("days_served"), unit="%")
    if share.value > WHOLE.value:
        raise InputError(
            f"{days.label} : plus de jours végétariens que de jours de service dans la semaine.",
            field=name,
        )
    rest = trace.difference(f"Part des autres repas, menu {label}", WHOLE, share)
    return trace.total(
        f"Repas moyen, menu {label}",
        trace.product(f"Repas végétariens, menu {label}", share, meatless, unit="kgCO2e/repas"),
        trace.product(f"Autres repas, menu {label}", rest, other, unit="kgCO2e/repas"),
    )


def _with_less_waste(emissions: Term, inputs: Inputs, trace: Trace) -> Term:
    if not inputs.has("waste_after"):
        return emissions
    if not inputs.has("waste_before"):
        raise InputError("Donnez aussi la part gaspillée aujourd'hui, pour compter sa baisse.", field="waste_before")
    wasted = (inputs.term("waste_before"), inputs.term("waste_after"))
    eaten_before, eaten_after = (
        trace.difference(f"Part mangée ({share.label.lower()})", WHOLE, share) for share in wasted
    )
    prepared = trace.quotient("Nourriture préparée pour autant de mangé", eaten_before, eaten_after, unit="ratio")
    return trace.product("Émissions des repas, gaspillage réduit", emissions, prepared, unit="tCO2e/an")
