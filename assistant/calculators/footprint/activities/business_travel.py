"""Business travel by train, plane, coach and car, and short flights made by train instead."""

from decimal import Decimal

from assistant.calculators.footprint.activities.travel_modes import travel_emissions, uncapitalised
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Figure, Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

GROUPS = {
    "Train et autocar": ("tgv", "intercites", "ter", "coach"),
    "Avion": ("plane_short", "plane_medium", "plane_medium_long", "plane_long"),
    "Voiture": ("car", "electric_car"),
}
FIGURES = {"Train et autocar": "train_emissions", "Avion": "plane_emissions", "Voiture": "car_emissions"}
PLANES = {"plane_short": "court", "plane_medium": "moyen", "plane_medium_long": "moyen_long", "plane_long": "long"}
CONTRAILS = {"yes": "avec_trainees", "no": "sans_trainees"}
TRAVELLER = Term(label="Un voyageur par kilomètre compté", value=Decimal(1), unit="passager")


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Emissions = Σ kilometres of the travellers × factor of the way, kilometres of the car × factor of the car.

    Avoided = kilometres of short flights × share made by train × (factor of the plane − factor of the TGV).
    """
    figures: list[Figure] = []
    found: list[Term] = []
    for group, names in GROUPS.items():
        terms = [_emissions(name, inputs, trace) for name in names if inputs.has(name)]
        if terms:
            found.append(trace.total(f"Émissions, {uncapitalised(group)}", *terms))
            figures.append(trace.figure(FIGURES[group], found[-1]))
    total = trace.total("Émissions des déplacements professionnels", *found)
    figures.append(trace.figure("emissions_before", total, Role.REFERENCE))
    if inputs.has("shifted_share"):
        figures += _shifted(total, inputs, trace)
    return Outcome(figures=tuple(figures))


def _emissions(name: str, inputs: Inputs, trace: Trace) -> Term:
    distance = inputs.term(name)
    travelled = trace.product(f"{distance.label}, voyageurs", distance, TRAVELLER, unit="passager.km/an")
    if name not in PLANES:
        return travel_emissions(name, travelled, trace)
    return trace.product(
        f"Émissions, {uncapitalised(distance.label)}", travelled, _plane(name, inputs, trace), unit="tCO2e/an"
    )


def _plane(name: str, inputs: Inputs, trace: Trace) -> Term:
    return trace.factor(f"transport.avion.{PLANES[name]}.{CONTRAILS[inputs.choice('contrails')]}")


def _shifted(total: Term, inputs: Inputs, trace: Trace) -> list[Figure]:
    if not inputs.has("plane_short"):
        raise InputError("La part faite en TGV demande la distance des vols courts.", field="plane_short")
    shifted = trace.product(
        "Distance reportée de l'avion au TGV", inputs.term("plane_short"), inputs.term("shifted_share"), TRAVELLER,
        unit="passager.km/an",
    )  # fmt: skip
    flown = trace.product("Émissions des vols reportés", shifted, _plane("plane_short", inputs, trace), unit="tCO2e/an")
    railed = travel_emissions("tgv", shifted, trace).named("Émissions du TGV qui les remplace")
    avoided = trace.difference("Émissions évitées par le train", flown, railed)
    remaining = trace.difference("Émissions des déplacements après report", total, avoided)
    return [
        trace.figure("remaining_emissions", remaining, Role.PROJECT),
        trace.figure("avoided_emissions", avoided, Role.AVOIDED),
    ]
