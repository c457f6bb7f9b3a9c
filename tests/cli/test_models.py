"""``jalon models``: a model is downloaded from a hub with the files that it needs and no others, then serves."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.knowledge.embedders.onnx import OnnxEmbedder
from tests.hub_server import HubServer, serve_hub
from tests.knowledge.tiny_models import write_encoder

NAME = "essai/petit"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubServer]:
    model = tmp_path / "hub" / NAME
    described = {"1_Pooling/config.json": {"pooling_mode_mean_tokens": True}, "modules.json": []}
    write_encoder(model, ["cantine scolaire"], graph="onnx/model.onnx", files=described)
    (model / "onnx" / "model.onnx_data").write_bytes(b"weights beside the graph")
    shutil.copy(model / "onnx" / "model.onnx", model / "onnx" / "model_quantized.onnx")
    for other in ("model.safetensors", "README.md", "onnx/model_O4.onnx"):
        (model / other).write_bytes(b"not needed")
    (tmp_path / "hub" / "essai" / "torch").mkdir()
    (tmp_path / "hub" / "essai" / "torch" / "model.safetensors").write_bytes(b"no graph")
    with serve_hub(tmp_path / "hub") as server:
        yield server


def jalon(home: Path, *arguments: str, endpoint: str) -> tuple[int, str, str]:
    """The command in a process of its own, as the hub's library reads its address when it is imported."""
    done = subprocess.run(
        [sys.executable, "-c", "from assistant.cli import main; main()", "--home", str(home), *arguments],
        env={**os.environ, "HF_ENDPOINT": endpoint, "HF_HUB_ETAG_TIMEOUT": "2"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_model_is_downloaded_with_what_it_needs_then_listed_and_run(hub: HubServer, tmp_path: Path) -> None:
    home = tmp_path / "home"
    code, out, err = jalon(home, "models", "pull", NAME, "--json", endpoint=hub.url)
    assert code == 0, err
    pulled = json.loads(out)
    assert pulled["name"] == NAME
    assert sorted(hub.downloads) == [
        "1_Pooling/config.json", "config.json", "modules.json", "onnx/model.onnx", "onnx/model.onnx_data",
        "tokenizer.json",
    ]  # fmt: skip
    assert "onnx/model.onnx (" in err
    _, listed, _ = jalon(home, "models", "list", "--json", endpoint=hub.url)
    assert json.loads(listed) == {"models": [pulled]}
    assert [path.name for path in (home / "models").iterdir()] == ["essai"]
    assert OnnxEmbedder(NAME, home / "models").embed_query("cantine").any()


def test_the_quantized_graph_is_downloaded_alone_when_asked_for(hub: HubServer, tmp_path: Path) -> None:
    code, _, err = jalon(tmp_path / "home", "models", "pull", NAME, "--quantized", endpoint=hub.url)
    assert code == 0, err
    assert [file for file in hub.downloads if "onnx" in file] == ["onnx/model_quantized.onnx"]
    assert OnnxEmbedder(NAME, tmp_path / "home" / "models").embed_query("cantine").any()


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("essai/absent", 1, "n'existe pas sur http://127.0.0.1"),
        ("essai/torch", 1, "n'est pas publié pour ONNX"),
        ("../essai", 2, "n'est pas un nom de modèle"),
        ("a/b/c", 2, "n'est pas un nom de modèle"),
    ],
)
def test_a_model_that_cannot_be_had_is_explained(
    hub: HubServer, tmp_path: Path, name: str, code: int, told: str
) -> None:
    got, out, err = jalon(tmp_path / "home", "models", "pull", name, endpoint=hub.url)
    assert (got, out) == (code, "")
    assert told in err
    assert "Traceback" not in err


def test_without_network_the_hub_is_named_and_the_way_out_is_told(tmp_path: Path) -> None:
    code, out, err = jalon(tmp_path / "home", "models", "pull", NAME, endpoint="http://127.0.0.1:9")
    assert (code, out) == (1, "")
    assert "http://127.0.0.1:9 n'a pas pu être joint" in err
    assert str(tmp_path / "home" / "models" / NAME) in err


def test_no_model_is_said(tmp_path: Path) -> None:
    code, out, _ = jalon(tmp_path / "home", "models", "list", endpoint="http://127.0.0.1:9")
    assert (code, out) == (0, "Aucun modèle téléchargé : jalon models pull NOM.\n")
