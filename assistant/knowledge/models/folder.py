"""A model as hubs publish it: a folder with its ONNX graph, its tokenizer and small JSON files that describe it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import InputError

QUANTIZED = "onnx/model_quantized.onnx"
GRAPHS = ("model.onnx", "onnx/model.onnx", QUANTIZED)
TOKENIZER = "tokenizer.json"
CONFIG = "config.json"
DEFAULT_MAX_TOKENS = 512
OFFSET_POSITIONS = ("roberta", "camembert", "mpnet")  # these families count positions from the padding token's id + 1

Described = TypeVar("Described", bound=BaseModel)


class _Config(BaseModel):
    model_type: str = ""
    max_position_embeddings: int | None = None
    pad_token_id: int | None = None


class _SentenceConfig(BaseModel):
    max_seq_length: int | None = None


class _TokenizerConfig(BaseModel):
    model_max_length: float | None = None  # 1e30 stands for «no limit»


@dataclass(frozen=True)
class ModelFolder:
    """The files of a model; ``max_tokens`` is the longest text that it reads, ``pad_id`` what fills a batch."""

    path: Path
    graph: Path
    tokenizer: Path
    max_tokens: int
    pad_id: int

    def described(self, name: str, kind: type[Described]) -> Described:
        """What one of the JSON files tells; the defaults of ``kind`` when it is absent."""
        return _described(self.path / name, kind)


def find_model(name: str, models: Path) -> ModelFolder:
    """The model of a name: a folder, or one inside ``models``; raises InputError for what is missing."""
    places = (Path(name), models / name)
    path = next((place for place in places if place.is_dir()), None)
    if path is None:
        raise InputError(
            f"Le modèle « {name} » est introuvable : cherché dans {places[0].absolute()} et dans {places[1]}. "
            f"Donnez le chemin de son dossier, ou téléchargez-le : jalon models pull {name}."
        )
    config = _described(_required(path, name, (CONFIG,)), _Config)
    return ModelFolder(
        path=path,
        graph=_required(path, name, GRAPHS),
        tokenizer=_required(path, name, (TOKENIZER,)),
        max_tokens=_max_tokens(path, config),
        pad_id=config.pad_token_id or 0,
    )


def _required(path: Path, name: str, candidates: Sequence[str]) -> Path:
    found = next((path / candidate for candidate in candidates if (path / candidate).is_file()), None)
    if found is None:
        raise InputError(
            f"Le modèle « {name} » est incomplet : il manque {' ou '.join(candidates)} dans {path.absolute()}."
        )
    return found


def _described(path: Path, kind: type[Described]) -> Described:
    try:
        return kind.model_validate_json(path.read_bytes()) if path.is_file() else kind()
    except ValidationError as error:
        raise InputError(
            f"Le fichier {path} du modèle n'a pas la forme attendue. Téléchargez-le de nouveau."
        ) from error


def _max_tokens(path: Path, config: _Config) -> int:
    """The smallest of the limits that the files tell."""
    positions = config.max_position_embeddings
    if positions and any(family in config.model_type for family in OFFSET_POSITIONS):
        positions -= (config.pad_token_id or 0) + 1
    sentences = _described(path / "sentence_bert_config.json", _SentenceConfig)
    tokenizer = _described(path / "tokenizer_config.json", _TokenizerConfig)
    told = [limit for limit in (positions, sentences.max_seq_length, tokenizer.model_max_length) if limit]
    return int(min(told, default=DEFAULT_MAX_TOKENS))
