"""Recover a state to tune on from shipped weights: ``python tools/encoder/recover.py encoder.onnx state.pt``.

The matrices of a graph as ``learn.py`` wrote it until 22 November 2026 (``git show
01bdf3c:src/onrecord/meaning/events/data/encoder.onnx``) are taken out of their eight bits. The state reads as these
weights do, within their rounding.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from base import LAYERS
from network import Encoder
from onnx import numpy_helper

_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_HEADS = {"types": "trig", "stages.0": "stage.0", "stages.2": "stage.2", "acts": "rt", "words": "rw"}
"""Names of the heads, and those that they had when the weights were written."""


def recovered(path: Path) -> dict[str, torch.Tensor]:
    """Return the tensors of the graph at ``path`` by their names in ``Encoder``."""
    graph = onnx.load(path).graph
    known = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    quantized = sorted(
        {node.input[1] for node in graph.node if node.op_type == "MatMulInteger"},
        key=lambda name: int(name.split("_")[1]),
    )
    names = [f"layers.{n}.{part}" for n in range(LAYERS) for part in _MATRICES] + [*_HEADS]
    found: dict[str, np.ndarray] = {}
    for name, key in zip(names, quantized, strict=True):
        stem = key.removesuffix("_quantized")
        whole = known[key].astype(np.float32) - known[f"{stem}_zero_point"].astype(np.float32)
        found[f"{name}.weight"] = (whole * known[f"{stem}_scale"]).T
    for n in range(LAYERS):
        found |= {f"layers.{n}.{part}.bias": known[f"net.layers.{n}.{part}.bias"] for part in _MATRICES}
        found |= {f"layers.{n}.{part}.{k}": known[f"net.layers.{n}.{part}.{k}"]
                  for part in ("aln", "oln") for k in ("weight", "bias")}  # fmt: skip
    found |= {f"{name}.bias": known[f"net.{old}.bias"] for name, old in _HEADS.items()}
    found |= {"word.weight": known["q"].astype(np.float32) * known["sc"], "place.weight": known["net.pos.weight"]}
    found |= {"kind": known["net.typ"], "norm.weight": known["net.eln.weight"], "norm.bias": known["net.eln.bias"]}
    found["bias"] = next(each for each in known.values() if each.shape == (4,))
    return {name: torch.from_numpy(np.array(array)) for name, array in found.items()}


def main() -> None:
    """Read the graph and write the state."""
    source, target = map(Path, sys.argv[1:3])
    state = recovered(source)
    Encoder(len(state["word.weight"])).load_state_dict(state)
    torch.save(state, target)


if __name__ == "__main__":
    main()
