"""Roads: the materials of a layer and of the works, and their transport."""

from decimal import Decimal

from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.result import Role
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace
from assistant.errors import InputError

MATERIALS = {
    "concrete": "mat.beton.c25_30",
    "reinforced_concrete": "mat.beton.arme",
    "new_steel": "mat.acier.neuf",
    "recycled_steel": "mat.acier.recycle",
}
FREIGHT, RUBBLE = "fret.ensemble_articule_40t.regional", "dechet.gravats"
VOLUME = Term(label="Volume par m² et par m", value=Decimal(1), unit="m3/(m2*m)")
NO_AGGREGATES = "Granulats non couverts : aucun facteur vérifié ; donnez celui du fournisseur (aggregates_factor)."


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """Mass of a layer = surface × thickness × density; emissions = mass × factor, plus mass × distance × freight.

    Against a reference material, the layer that it replaces is avoided: induced and avoided are shown apart.
    """
    masses: list[Term] = []
    emitted: list[Term] = []
    layer = _layer_mass(inputs, trace)
    if layer:
        masses.append(layer)
        emitted.append(_layer("Couche de chaussée", layer, inputs.choice("layer"), trace))
    for name, factor in MATERIALS.items():
        if inputs.has(name):
            mass = inputs.term(name)
            masses.append(mass)
            emitted.append(trace.product(f"Matériau : {mass.label.lower()}", mass, trace.factor(factor), unit="tCO2e"))
    emitted += _aggregates(masses, inputs, trace)
    emitted += _carried(masses, inputs, trace)
    if not emitted:
        raise InputError(
            "Indiquez au moins une quantité : surface et épaisseur, masse de la couche, béton, acier ou granulats.",
            field="surface",
        )
    figures = [trace.figure("induced_emissions", trace.total("Empreinte des travaux", *emitted), Role.INDUCED)]
    if layer and inputs.has("layer_before"):
        avoided = _layer("Couche de référence évitée", layer, inputs.choice("layer_before"), trace)
        figures.append(trace.figure("avoided_emissions", avoided, Role.AVOIDED))
    if layer:
        figures.insert(0, trace.figure("layer_mass", layer))
    is_left_out = inputs.has("aggregates") and not inputs.has("aggregates_factor")
    return Outcome(figures=tuple(figures), warnings=(NO_AGGREGATES,) if is_left_out else ())


def _layer_mass(inputs: Inputs, trace: Trace) -> Term | None:
    if inputs.has("layer_mass"):
        return inputs.term("layer_mass")
    if not inputs.has("surface"):
        return None
    if not inputs.has("thickness"):
        raise InputError("Il manque : épaisseur de la couche (thickness). Exemple : 6 cm.", field="thickness")
    return trace.product(
        "Masse de la couche", inputs.term("surface"), inputs.term("thickness"), VOLUME, inputs.term("density"),
        unit="t",
    )  # fmt: skip


def _layer(label: str, mass: Term, material: str, trace: Trace) -> Term:
    return trace.product(label, mass, trace.factor(f"mat.route.{material}"), unit="tCO2e")


def _aggregates(masses: list[Term], inputs: Inputs, trace: Trace) -> list[Term]:
    """The aggregates: their mass is carried, their manufacture counts with the supplier's factor only."""
    if not inputs.has("aggregates"):
        return []
    mass = inputs.term("aggregates")
    masses.append(mass)
    if not inputs.has("aggregates_factor"):
        return []
    return [trace.product("Matériau : granulats", mass, inputs.term("aggregates_factor"), unit="tCO2e")]


def _carried(masses: list[Term], inputs: Inputs, trace: Trace) -> list[Term]:
    """The transport of what is laid and taken away, and the end of life of the latter."""
    emitted: list[Term] = []
    if inputs.has("rubble"):
        rubble = inputs.term("rubble")
        masses = [*masses, rubble]
        emitted.append(trace.product("Fin de vie des déblais", rubble, trace.factor(RUBBLE), unit="tCO2e"))
    if inputs.has("distance") and masses:
        carried = trace.total("Masse transportée", *masses)
        moved = trace.product("Transport", carried, inputs.term("distance"), unit="t.km")
        emitted.append(trace.product("Transport des matériaux", moved, trace.factor(FREIGHT), unit="tCO2e"))
    return emitted
