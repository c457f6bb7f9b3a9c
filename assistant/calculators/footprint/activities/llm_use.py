"""Use of a large language model: the requests of a year, by the tokens that they generate."""

from decimal import Decimal

from assistant.calculators.footprint.digital import HOURS, Criterion, Line, consumed, cooling, electricity, side_by_side
from assistant.calculators.footprint.inputs import Inputs
from assistant.calculators.footprint.outcome import Outcome
from assistant.calculators.footprint.term import Term
from assistant.calculators.footprint.trace import Trace

UNIT = Term(label="Un", value=Decimal(1), unit="ratio")
CONSTANT = "num.llm."


def compute(inputs: Inputs, trace: Trace) -> Outcome:
    """The formulas of EcoLogits (ecologits 0.11.3, impacts/llm.py, documentation «LLM inference»).

    Energy = (GPU × tokens × (α·exp(β·batch)·active parameters + γ) + server × time ÷ batch) × PUE; the GPU and their
    server wear by the time of generation ÷ their lifetime ÷ batch. Water = energy × water of the electricity, and the
    energy without PUE × water of the site.
    """
    tokens = _tokens(inputs, trace)
    active = inputs.term("active_parameters")
    batch = trace.factor(CONSTANT + "batch")
    gpus = _gpus(inputs, trace)
    time = trace.product("Temps de génération", tokens, _latency(active, batch, inputs, trace), unit="h/an")
    shared = trace.quotient("Temps par requête simultanée", time, batch, unit="h/an")
    servers = trace.quotient("Serveurs", gpus, trace.factor(CONSTANT + "serveur.gpu"), unit="unité")
    drawn = trace.total(
        "Électricité des machines",
        consumed("Électricité des GPU", trace, tokens, _energy_per_token(active, batch, trace), gpus),
        consumed("Électricité des serveurs", trace, shared, trace.factor(CONSTANT + "serveur.puissance"), servers),
    )
    energy = consumed("Électricité du centre de données", trace, drawn, inputs.term("pue"))
    life = trace.product("Heures de vie", trace.factor(CONSTANT + "duree_vie"), HOURS, unit="h")
    lines = [
        _made("gpu", "GPU", gpus, shared, life, trace),
        _made("serveur", "serveurs", servers, shared, life, trace),
        electricity("Usage du modèle", energy, inputs, trace),
        cooling(drawn, inputs),
    ]
    return side_by_side(lines, trace, first=(trace.figure("energy", energy),))


def _tokens(inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("tokens"):
        return inputs.term("tokens")
    return trace.product("Tokens générés", inputs.term("requests"), inputs.term("output_tokens"), unit="token/an")


def _gpus(inputs: Inputs, trace: Trace) -> Term:
    """The GPU that hold the model: the power of two above memory ÷ memory of a GPU."""
    memory = trace.product(
        "Mémoire du modèle", inputs.term("total_parameters"), trace.factor(CONSTANT + "memoire_par_parametre"),
        unit="Go",
    )  # fmt: skip
    filled = trace.quotient("GPU remplis", memory, trace.factor(CONSTANT + "gpu.memoire"), unit="unité")
    count = Decimal(1)
    while count < filled.value:
        count *= 2
    return trace.counted("GPU du modèle", filled, count, "puissance de 2 au-dessus")


def _latency(active: Term, batch: Term, inputs: Inputs, trace: Trace) -> Term:
    if inputs.has("speed"):
        return trace.quotient("Temps par token", UNIT, inputs.term("speed"), unit="s/token")
    return trace.total(
        "Temps par token",
        trace.product("Temps dû aux paramètres", trace.factor(CONSTANT + "latence.alpha"), active, unit="s/token"),
        trace.product("Temps dû au lot", trace.factor(CONSTANT + "latence.beta"), batch, unit="s/token"),
        trace.factor(CONSTANT + "latence.gamma"),
    )


def _energy_per_token(active: Term, batch: Term, trace: Trace) -> Term:
    spread = trace.product("Exposant du lot", trace.factor(CONSTANT + "beta"), batch, unit="ratio")
    decay = trace.exponential("Effet du lot", spread)
    due = trace.product(
        "Énergie due aux paramètres", trace.factor(CONSTANT + "alpha"), decay, active, unit="Wh/(token*unité)"
    )
    return trace.total("Énergie par token et par GPU", due, trace.factor(CONSTANT + "gamma"))


def _made(piece: str, name: str, pieces: Term, shared: Term, life: Term, trace: Trace) -> Line:
    """The manufacture of the pieces that the time of generation wears."""
    taken = trace.product(f"Temps d'occupation des {name}", pieces, shared, unit="h*unité/an")
    worn = trace.quotient(f"Usure des {name}", taken, life, unit="unité/an")
    known = (Criterion.CLIMATE, Criterion.RESOURCES, Criterion.PRIMARY_ENERGY)
    return Line(f"Fabrication des {name}", worn, {one: trace.factor(f"{CONSTANT}{piece}.{one}") for one in known})
