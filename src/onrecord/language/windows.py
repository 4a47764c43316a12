"""The layers of a parser's network that look at a word's neighbours, worked out in fewer passes over memory.

spaCy's ``MaxoutWindowEncoder``: each layer sees a word with the one before and the one after it, takes the greatest of
some linear maps of the three, brings that to mean 0 and variance 1, and adds it to the word. Here a few hundred words
go through a layer at a time, so that they stay in the processor's cache, and the maps lie so that the greatest is found
by comparing whole rows. The sums are the same.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np
from thinc.api import Model

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

    type Vectors = NDArray[np.float32]

_LAYER: Final = "tok2vec"
_AT_ONCE: Final = 256
_LEAST_VARIANCE: Final = 1e-8
_PARTS: Final = frozenset({"expand_window", "maxout", "layernorm", "dropout"})


class Window(NamedTuple):
    """The parameters of one layer: maps (one after the other) and their constants, scale and shift."""

    maps: "Vectors"
    constants: "Vectors"
    scale: "Vectors"
    shift: "Vectors"


def join_windows(nlp: "Language") -> None:
    """Let the window layers of ``nlp`` be worked out together, where it has such layers and they are as described."""
    if _LAYER not in nlp.pipe_names:
        return
    network = cast("Model[object, object]", nlp.get_pipe(_LAYER).model)  # type: ignore[attr-defined]
    if len(network.layers) != 2 or not network.layers[1].name.startswith("with_array("):
        return
    encoder = network.layers[1]
    windows = _windows(encoder)
    if windows:
        joined = Windows(windows, int(encoder.attrs["pad"]))
        network.layers[1] = Model("joined windows", joined.forward, dims={"nO": encoder.maybe_get_dim("nO")})


class Windows:
    """Window layers one after the other."""

    def __init__(self, windows: "list[Window]", pad: int) -> None:
        """Take over ``windows``; ``pad`` is how many empty words part two texts (at least as many as layers)."""
        self._windows = windows
        self._pad = pad

    def forward(
        self, _: "Model[list[Vectors], list[Vectors]]", given: "list[Vectors]", is_train: bool
    ) -> "tuple[list[Vectors], Callable[[object], object]]":
        """Return what the layers make of the vectors of each text (one row a word). They do not learn."""
        pad, width = self._pad, len(self._windows[0].scale)
        ends = np.cumsum([len(vectors) + pad for vectors in given])
        words = np.zeros((int(ends[-1]) + pad if given else pad, width), dtype="f")
        for vectors, end in zip(given, ends, strict=True):
            words[end - len(vectors) : end] = vectors
        for window in self._windows:
            words = _applied(window, words)
        return [words[end - len(vectors) : end] for vectors, end in zip(given, ends, strict=True)], _no_way_back


def _applied(window: Window, words: "Vectors") -> "Vectors":
    count, width = words.shape
    made = np.empty_like(words)
    near = np.zeros((min(_AT_ONCE, count), 3 * width), dtype="f")
    mapped = np.empty((len(near), window.maps.shape[1]), dtype="f")
    mean = np.full(width, 1 / width, dtype="f")
    for start in range(0, count, _AT_ONCE):
        end = min(start + _AT_ONCE, count)
        some, out = near[: end - start], mapped[: end - start]
        some[:, width : 2 * width] = words[start:end]
        some[int(start == 0) :, :width] = words[max(start - 1, 0) : end - 1]
        some[0, :width] *= start > 0
        last = int(end == count)
        some[: len(some) - last, 2 * width :] = words[start + 1 : end + 1]
        some[-1, 2 * width :] *= not last
        np.dot(some, window.maps, out=out)
        out += window.constants
        best = out[:, :width]
        for first in range(width, out.shape[1], width):
            np.maximum(best, out[:, first : first + width], out=best)
        best -= np.dot(best, mean)[:, None]
        scale = np.einsum("ij,ij->i", best, best)
        scale /= width
        scale += _LEAST_VARIANCE
        np.sqrt(scale, out=scale)
        best /= scale[:, None]
        best *= window.scale
        best += window.shift
        np.add(words[start:end], best, out=made[start:end])
    return made


def _windows(encoder: "Model[object, object]") -> list[Window]:
    """Return the parameters of the layers of ``encoder``, none where one of them is not as described."""
    inner = encoder.layers[0]
    found = []
    for residual in inner.layers if inner.name.count("residual(") > 1 else [inner]:
        if not residual.name.startswith("residual(") or len(residual.layers) != 1:
            return []
        plain = [layer for layer in residual.walk() if not layer.layers]
        part = {layer.name: layer for layer in plain}
        if len(plain) != len(_PARTS) or part.keys() != _PARTS or part["expand_window"].attrs["window_size"] != 1:
            return []
        maps, constants = (np.asarray(part["maxout"].get_param(name)) for name in ("W", "b"))
        width, pieces, wide = maps.shape
        if wide != 3 * width:
            return []
        ordered = np.ascontiguousarray(maps.transpose(1, 0, 2).reshape(pieces * width, wide).T)
        scale, shift = (np.asarray(part["layernorm"].get_param(name)) for name in ("G", "b"))
        found.append(Window(ordered, np.ascontiguousarray(constants.T).reshape(-1), scale, shift))
    return found


def _no_way_back(_: object) -> object:
    raise NotImplementedError("Joined layers do not learn.")
