"""Run an ONNX model over texts, or pairs of texts: in batches of like length, on two threads, the same every time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import InputError, ModelError
from assistant.knowledge.models.folder import ModelFolder

BATCH = 32
THREADS = 2
INPUTS = {"input_ids", "attention_mask", "token_type_ids"}


@dataclass(frozen=True)
class RunBatch:
    """One batch: the places of its texts among those given, what the model answers, and which tokens are text."""

    places: tuple[int, ...]
    output: NDArray[np.float32]
    mask: NDArray[np.int64]


class OnnxRunner:
    """A model and its tokenizer. Safe between threads; raises InputError when the files cannot be loaded."""

    def __init__(self, folder: ModelFolder, outputs: Sequence[str]) -> None:
        """``outputs`` name the answer wanted, the preferred one first; without any of them the first one is taken."""
        self._folder = folder
        self._session = _session(folder)
        self._tokenizer = _tokenizer(folder)
        self._inputs = [given.name for given in self._session.get_inputs()]
        if unknown := sorted(set(self._inputs) - INPUTS):
            raise InputError(
                f"Le modèle {folder.graph} attend aussi {', '.join(unknown)} : seuls les encodeurs de texte de la "
                "famille BERT sont acceptés."
            )
        names = [given.name for given in self._session.get_outputs()]
        self._output = next((name for name in outputs if name in names), names[0])

    def run(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> Iterator[RunBatch]:
        """What the model answers for each text, cut at the longest that it reads; raises ModelError."""
        encodings = self._tokenizer.encode_batch(list(texts))
        by_length = sorted(range(len(encodings)), key=lambda place: (len(encodings[place].ids), place))
        for start in range(0, len(by_length), BATCH):
            places = tuple(by_length[start : start + BATCH])
            yield self._run([encodings[place] for place in places], places)

    def _run(self, encodings: Sequence[Any], places: tuple[int, ...]) -> RunBatch:
        mask = _padded([encoding.attention_mask for encoding in encodings], 0)
        given = {
            "input_ids": _padded([encoding.ids for encoding in encodings], self._folder.pad_id),
            "attention_mask": mask,
            "token_type_ids": _padded([encoding.type_ids for encoding in encodings], 0),
        }
        try:
            (output,) = self._session.run([self._output], {name: given[name] for name in self._inputs})
        except Exception as error:  # ONNX Runtime's own errors have no other base
            raise ModelError(
                f"Le modèle {self._folder.graph} a échoué ({type(error).__name__}) : son tokenizer et son graphe ne "
                "vont peut-être pas ensemble. Téléchargez-le de nouveau."
            ) from error
        return RunBatch(places=places, output=np.asarray(output, dtype=np.float32), mask=mask)


def _session(folder: ModelFolder) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(folder.graph), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's own errors have no other base
        raise InputError(f"{folder.graph} n'est pas un modèle ONNX lisible. Téléchargez-le de nouveau.") from error


def _tokenizer(folder: ModelFolder) -> Any:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder.tokenizer))
    except Exception as error:  # the library raises a bare Exception
        raise InputError(f"{folder.tokenizer} n'est pas lisible. Téléchargez de nouveau le modèle.") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=folder.max_tokens)
    return tokenizer


def _padded(rows: Sequence[Sequence[int]], fill: int) -> NDArray[np.int64]:
    width = max(map(len, rows))
    return np.array([[*row, *[fill] * (width - len(row))] for row in rows], dtype=np.int64)
