"""The encoder as it ships: an ONNX graph, its matrices in eight bits, of the operators that onnxruntime runs fastest.

PyTorch's own export leaves attention, activation and quantisation as some thousand small operators, which onnxruntime
puts together again only in part; so the graph is written here, layer by layer. Activations are put into eight bits as
they come, one scale for all that is read together. A few are some ten times as loud as all others ("massive
activations", Sun et al. 2024: here those of the marks that open and close a text) and would leave the others no bits.
So loud inputs of a feed-forward net are split into several, each a part of it (Zhao et al. 2019, "outlier channel
splitting"), and its loudest unit is reckoned apart, in full.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from base import HEADS, LAYERS, Floats
from onnx import TensorProto, helper, numpy_helper

_OWN = "com.microsoft"
_VERSION = 17
_FORMAT = 8
_EPSILON = 1e-12
_SPLIT = 16
"""How many inputs a feed-forward net has more for those that are split."""
_APART = 1
"""How many units of a feed-forward net are reckoned apart."""


class Graph:
    """A graph in the making: its operators in order, and its weights."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """Start with nothing but the weights of the network, which the operators ask for by name."""
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._held: list[onnx.TensorProto] = []

    def add(self, kind: str, *given: str, own: bool = False, name: str = "", **settings: object) -> str:
        """Add an operator of ``kind``, one of onnxruntime's ``own`` or of the standard, and return its name."""
        return self.add_many(kind, (name or f"at{len(self._nodes)}",), *given, own=own, **settings)[0]

    def add_many(
        self, kind: str, names: Sequence[str], *given: str, own: bool = False, **settings: object
    ) -> Sequence[str]:
        """Add an operator with several results."""
        self._nodes.append(helper.make_node(kind, given, names, domain=_OWN if own else "", **settings))
        return names

    def hold(self, name: str, values: npt.NDArray[np.generic]) -> str:
        """Put weights into the graph and return their name there."""
        self._held.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def weight(self, *names: str) -> str:
        """Put weights of the network into the graph as they are, several joined to one."""
        return self.hold("+".join(names), self._joined(names))

    def linear(self, x: str, *names: str, to: str = "") -> str:
        """Add linear layers of one input as one, in eight bits."""
        matrix, bias = (self._joined([f"{name}.{part}" for name in names]) for part in ("weight", "bias"))
        return self.small(x, "+".join(names), matrix, bias, to)

    def small(self, x: str, name: str, matrix: Floats, bias: Floats, to: str = "") -> str:
        """Add the linear layer of a matrix, results by inputs, in eight bits."""
        given = x, *self._small(name, matrix), self.hold(f"{name}.bias", bias)
        return self.add("DynamicQuantizeMatMul", *given, own=True, name=to)

    def exact(self, x: str, name: str, matrix: Floats, bias: Floats | None = None, to: str = "") -> str:
        """Add the linear layer of a matrix as it is, for one so small that eight bits save nothing."""
        read = self.add("MatMul", x, self.hold(f"{name}.weight", matrix.T), name="" if bias is not None else to)
        return read if bias is None else self.add("Add", read, self.hold(f"{name}.bias", bias), name=to)

    def norm(self, x: str, y: str, name: str) -> str:
        """Add two states and normalise their sum."""
        total = self.add("Add", x, y)
        known = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.add("LayerNormalization", total, *known, epsilon=_EPSILON)

    def attention(self, x: str, layer: str) -> str:
        """Add what each piece hears from every other."""
        names = [f"{layer}.{name}" for name in "qkv"]
        small, scale, zero = self.add_many(
            "DynamicQuantizeLinear", [f"{layer}.in.{part}" for part in ("small", "scale", "zero")], x
        )
        matrix, scales, zeros = self._small(f"{layer}.qkv", self._joined([f"{name}.weight" for name in names]))
        bias = self.weight(*(f"{name}.bias" for name in names))
        given = small, matrix, bias, scale, scales, "", zero, zeros
        return self.add("QAttention", *given, own=True, num_heads=HEADS)

    def attention_of(self, some: str, x: str, layer: str) -> str:
        """Add what ``some`` of the pieces hear from every other."""
        q, k, v = (self.linear(of, f"{layer}.{name}") for of, name in ((some, "q"), (x, "k"), (x, "v")))
        return self.add("MultiHeadAttention", q, k, v, own=True, num_heads=HEADS)

    def write(self, target: Path, given: Sequence[str], results: Sequence[str]) -> None:
        """Write the graph from the whole numbers ``given`` to ``results``."""
        ids, firsts = given
        inputs = [
            helper.make_tensor_value_info(ids, TensorProto.INT64, ["row", "piece"]),
            helper.make_tensor_value_info(firsts, TensorProto.INT64, ["word"]),
        ]
        outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in results]
        graph = helper.make_graph(self._nodes, "encoder", inputs, outputs, self._held)
        versions = [helper.make_opsetid("", _VERSION), helper.make_opsetid(_OWN, 1)]
        onnx.save(helper.make_model(graph, opset_imports=versions, ir_version=_FORMAT), str(target))

    def _joined(self, names: Sequence[str]) -> Floats:
        return np.concatenate([self._weights[name] for name in names])

    def _small(self, name: str, matrix: Floats) -> tuple[str, str, str]:
        """Put a matrix, results by inputs, into the graph in eight bits, with one scale for each result."""
        scale = np.maximum(np.abs(matrix).max(1), 1e-9) / 127
        small = self.hold(f"{name}.small", np.round(matrix.T / scale).astype(np.int8))
        zero = self.hold(f"{name}.zero", np.zeros(len(scale), dtype=np.int8))
        return small, self.hold(f"{name}.scale", scale.astype(np.float32)), zero


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud the inputs and the units of each feed-forward net become at most."""

    inputs: Sequence[Floats]
    units: Sequence[Floats]


def write(weights: Mapping[str, Floats], loudness: Loudness, target: Path) -> None:
    """Write the network of ``weights`` (``network.Encoder``) as a graph.

    It reads the ``ids`` of the pieces of one window and the places of the ``firsts``, the first pieces of words; for
    these it gives, by words, the logarithms of the shares of ``types``, the scores of ``stages`` and flags, ``acts``
    and ``words``, both vectors of roles, and the ``bias`` of their product.
    """
    graph = Graph(weights)
    x = _embedded(graph, weights)
    for number in range(LAYERS):
        layer = f"layers.{number}"
        if number < LAYERS - 1:
            heard = graph.attention(x, layer)
        else:
            # Of the last layer nothing is read but words
            some = graph.add("Gather", x, "firsts", axis=1)
            x, heard = some, graph.attention_of(some, x, layer)
        x = graph.norm(x, graph.linear(heard, f"{layer}.ao"), f"{layer}.aln")
        own = {name.removeprefix(f"{layer}."): weight for name, weight in weights.items() if name.startswith(layer)}
        fed = _fed(graph, layer, x, own, loudness.inputs[number], loudness.units[number])
        x = graph.norm(x, fed, f"{layer}.oln")
    x = graph.add("Squeeze", x, graph.hold("row", np.array([0])))
    types = graph.exact(x, "types", weights["types.weight"], weights["types.bias"])
    graph.add("LogSoftmax", types, axis=-1, name="types")
    told = graph.add("Gelu", graph.linear(x, "stages.0"), own=True)
    graph.exact(told, "stages.2", weights["stages.2.weight"], weights["stages.2.bias"], "stages")
    for name in ("acts", "words"):
        graph.linear(x, name, to=name)
    graph.weight("bias")
    graph.write(target, ("ids", "firsts"), ("types", "stages", "acts", "words", "bias"))


def _embedded(graph: Graph, weights: Mapping[str, Floats]) -> str:
    """Add the embeddings of pieces, kept in eight bits with one scale a row, and of their places."""
    rows = weights["word.weight"]
    scale = (np.maximum(np.abs(rows).max(1, keepdims=True), 1e-9) / 127).astype(np.float32)
    small = graph.hold("word.small", np.round(rows / scale).astype(np.int8))
    read = graph.add("Cast", graph.add("Gather", small, "ids"), to=TensorProto.FLOAT)
    word = graph.add("Mul", read, graph.add("Gather", graph.hold("word.scale", scale), "ids"))
    places = graph.hold("place.weight", weights["place.weight"] + weights["kind"])
    length = graph.add("Shape", "ids", start=1, end=2)
    place = graph.add("Slice", places, graph.hold("first", np.array([0])), length)
    return graph.norm(word, place, "norm")


def _fed(graph: Graph, layer: str, x: str, own: Mapping[str, Floats], inputs: Floats, units: Floats) -> str:
    """Add a feed-forward net: what is loud among its ``inputs`` split, the loudest of its ``units`` apart."""
    parts, copied = _split(inputs)
    quiet = graph.add("Mul", x, graph.hold(f"{layer}.parts", (1 / parts).astype(np.float32)))
    more = graph.add("Gather", quiet, graph.hold(f"{layer}.copied", copied), axis=2)
    wide = graph.add("Concat", quiet, more, axis=2)
    apart = np.sort(np.argsort(-units, kind="stable")[:_APART])
    rise, bias, fall = own["fi.weight"].copy(), own["fi.bias"].copy(), own["fo.weight"].copy()
    rise[apart], bias[apart], fall[:, apart] = 0.0, 0.0, 0.0
    risen = graph.add(
        "Gelu", graph.small(wide, f"{layer}.fi", np.concatenate([rise, rise[:, copied]], axis=1), bias), own=True
    )
    loud = graph.exact(x, f"{layer}.fi.apart", own["fi.weight"][apart], own["fi.bias"][apart])
    aside = graph.exact(graph.add("Gelu", loud, own=True), f"{layer}.fo.apart", own["fo.weight"][:, apart])
    return graph.add("Add", graph.small(risen, f"{layer}.fo", fall, own["fo.bias"]), aside)


def _split(loudness: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return into how many parts each input is split, so that none of them is loud, and which stand again for it."""
    parts = np.ones(len(loudness))
    copied = []
    for _ in range(_SPLIT):
        loudest = int((loudness / parts).argmax())
        parts[loudest] += 1
        copied.append(loudest)
    return parts.astype(np.float32), np.sort(np.array(copied, dtype=np.int64))
