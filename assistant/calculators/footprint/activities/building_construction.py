"""New building against renovation, and the end of life of what is demolished."""

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

WASTE = {"rubble": "dechet.gravats", "mixed_waste": "dechet.dib"}
RE2020 = "Seuil réglementaire de la RE2020 : un plafond, pas l'empreinte mesurée du bâtiment."
STUDY = (
    "Empreinte de la rénovation : moyenne par m² d'une étude de logements (CentraleSupélec, OID) citée par Nos Gestes "
    "Climat, à vérifier."
)


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Induced once = new area × footprint by m² + renovated area × footprint of the works + waste × end of life.

    Avoided once = new area that the renovation makes useless × footprint by m². They are shown apart.
    """
    induced = [*_built(inputs, trace), *_wasted(inputs, trace)]
    if not induced:
        raise InputError(
            "Indiquez au moins une quantité : surface neuve (new_area), surface rénovée (renovated_area) ou déchets.",
            field="new_area",
        )
    figures = [
        trace.figure("induced_emissions", trace.total("Émissions induites par les travaux", *induced), Role.INDUCED)
    ]
    if inputs.has("avoided_new_area"):
        avoided = trace.product(
            "Construction neuve évitée", inputs.term("avoided_new_area"), _new(inputs, trace), unit="tCO2e"
        )
        figures.append(trace.figure("avoided_emissions", avoided, Role.AVOIDED))
    return Outcome(figures=tuple(figures), warnings=_warnings(inputs))


def _built(inputs: Inputs, trace: Trace) -> list[Term]:
    terms = []
    if inputs.has("new_area"):
        terms.append(trace.product("Construction neuve", inputs.term("new_area"), _new(inputs, trace), unit="tCO2e"))
    if inputs.has("renovated_area"):
        if inputs.has("works_footprint"):
            works = inputs.term("works_footprint")
        else:
            works = trace.factor(f"construction.renovation.{inputs.choice('works')}")
        terms.append(trace.product("Rénovation", inputs.term("renovated_area"), works, unit="tCO2e"))
    return terms


def _new(inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("new_footprint"):
        return inputs.term("new_footprint")
    return trace.factor(f"construction.{inputs.choice('building_type')}")


def _wasted(inputs: Inputs, trace: Trace) -> list[Term]:
    return [
        trace.product(f"Fin de vie : {inputs.term(name).label.lower()}", inputs.term(name), trace.factor(factor),
                      unit="tCO2e")
        for name, factor in WASTE.items()
        if inputs.has(name)
    ]  # fmt: skip


def _warnings(inputs: Inputs) -> tuple[str, ...]:
    takes_type = inputs.has("building_type") and not inputs.has("new_footprint")
    takes_study = inputs.has("renovated_area") and not inputs.has("works_footprint")
    is_threshold = takes_type and inputs.choice("building_type").endswith("re2020")
    return tuple(text for text, told in ((RE2020, is_threshold), (STUDY, takes_study)) if told)
