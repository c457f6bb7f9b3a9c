"""Download models from a hub (Hugging Face, or another of the same protocol at ``HF_ENDPOINT``) into the home."""

import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from assistant.domain import Frozen
from assistant.errors import InputError, ModelError, NotFoundError
from assistant.knowledge.models.folder import CONFIG, GRAPHS, QUANTIZED, TOKENIZER, find_model

DESCRIPTIONS = (
    CONFIG, TOKENIZER, "tokenizer_config.json", "special_tokens_map.json", "modules.json", "sentence_bert_config.json",
    "config_sentence_transformers.json", "1_Pooling/config.json",
)  # fmt: skip
STAGING = ".partial"  # a download that stops is taken up there; a model appears only once it is whole
MILLION = 1_000_000


class LocalModel(Frozen):
    """A downloaded model: its name, its folder, its size in bytes."""

    name: str
    path: str
    size: int


def list_models(models: Path) -> tuple[LocalModel, ...]:
    """The downloaded models, by name."""
    folders = sorted(path.parent for path in models.glob(f"**/{TOKENIZER}"))
    return tuple(
        _local(folder, models) for folder in folders if not folder.relative_to(models).parts[0].startswith(".")
    )


def pull_model(name: str, models: Path, *, quantized: bool = False, progress: Callable[[str], None]) -> LocalModel:
    """Download the ONNX model of a name into the folder ``models``, replacing an earlier one.

    ``quantized`` asks for the graph of 8-bit numbers: a quarter of the size, faster, a little less exact.
    Raises InputError for a name that cannot be one, NotFoundError when the hub has no such ONNX model, ModelError when
    the hub cannot be reached.
    """
    import httpx2
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError, RepositoryNotFoundError

    try:
        return _pull(name, models, (QUANTIZED,) if quantized else GRAPHS, progress)
    except HFValidationError as error:
        raise InputError(f"« {name} » n'est pas un nom de modèle. Exemple : intfloat/multilingual-e5-small.") from error
    except RepositoryNotFoundError as error:
        raise NotFoundError(f"Le modèle « {name} » n'existe pas sur {_endpoint()}, ou il est privé.") from error
    except (httpx2.HTTPError, ConnectionError, LocalEntryNotFoundError) as error:
        raise ModelError(
            f"{_endpoint()} n'a pas pu être joint, ou le téléchargement s'est interrompu ({type(error).__name__}). "
            "Vérifiez le réseau puis relancez : il reprendra. Sans réseau, copiez le dossier du modèle dans "
            f"{models / name}."
        ) from error


def _pull(name: str, models: Path, graphs: Sequence[str], progress: Callable[[str], None]) -> LocalModel:
    from huggingface_hub import HfApi, hf_hub_download
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()  # they are in English; each file is told instead
    found = HfApi().model_info(name, files_metadata=True)
    sizes = {entry.rfilename: entry.size or 0 for entry in found.siblings or ()}
    staging = models / STAGING / name
    for file in _wanted(name, graphs, sizes.keys()):
        progress(f"{file} ({sizes[file] / MILLION:.1f} Mo)".replace(".0 Mo", " Mo"))
        hf_hub_download(name, file, revision=found.sha, local_dir=staging, cache_dir=models / STAGING)
    find_model(str(staging), models)
    shutil.rmtree(staging / ".cache", ignore_errors=True)
    folder = models / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging.replace(folder)
    shutil.rmtree(models / STAGING, ignore_errors=True)
    return _local(folder, models)


def _wanted(name: str, graphs: Sequence[str], files: Collection[str]) -> list[str]:
    """The files to download: one graph with its weights, the tokenizer, and what describes the model."""
    graph = next((candidate for candidate in graphs if candidate in files), None)
    if graph is None or TOKENIZER not in files:
        raise NotFoundError(
            f"Le modèle « {name} » n'est pas publié pour ONNX avec son tokenizer : il faut {' ou '.join(graphs)}, "
            f"et {TOKENIZER}. Choisissez-en un qui l'est, ou utilisez l'encodeur « sentence-transformers: »."
        )
    return sorted(file for file in files if file.startswith(graph) or file in DESCRIPTIONS)


def _local(folder: Path, models: Path) -> LocalModel:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return LocalModel(name=folder.relative_to(models).as_posix(), path=str(folder), size=size)


def _endpoint() -> str:
    from huggingface_hub import constants

    return str(constants.ENDPOINT)
