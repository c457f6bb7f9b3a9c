"""``jalon models``: download encoders and rerankers, and list those that are there."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.french import FrenchCommand, FrenchGroup
from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import explained, print_json, say, tell

if TYPE_CHECKING:
    from assistant.knowledge.models import LocalModel

app = typer.Typer(
    cls=FrenchGroup, no_args_is_help=True, help="Télécharge et liste les modèles d'encodage et de reclassement."
)


@app.command("pull", cls=FrenchCommand)
def pull(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NOM", help="Par exemple intfloat/multilingual-e5-small.")],
    quantized: Annotated[bool, typer.Option(help="La version sur 8 bits, plus légère et plus rapide.")] = False,
    as_json: Json = False,
) -> None:
    """Télécharge un modèle ONNX dans le dossier des données ; l'adresse du dépôt se règle par HF_ENDPOINT."""
    with explained():
        from assistant.knowledge.models import pull_model

        model = pull_model(name, chosen_settings(context).models_path, quantized=quantized, progress=tell)
    if as_json:
        print_json(model.model_dump(mode="json"))
    else:
        say(_line(model))
        say(f"Pour chercher avec lui : JALON_EMBEDDER=onnx:{model.name} puis une nouvelle ingestion ;")
        say(f"pour reclasser avec lui, si c'est un modèle de reclassement : JALON_RERANKER=onnx:{model.name}.")


@app.command("list", cls=FrenchCommand)
def show(context: typer.Context, as_json: Json = False) -> None:
    """Liste les modèles téléchargés."""
    with explained():
        from assistant.knowledge.models import list_models

        models = list_models(chosen_settings(context).models_path)
    if as_json:
        print_json({"models": [model.model_dump(mode="json") for model in models]})
    else:
        say("\n".join(map(_line, models)) or "Aucun modèle téléchargé : jalon models pull NOM.")


def _line(model: "LocalModel") -> str:
    return f"{model.name} ({model.size / 1_000_000:.1f} Mo) : {model.path}".replace(".", ",", 1)
