"""A memory for the first layer of a parser's network: the same vectors, at a third of the time.

What a word is before its neighbours are looked at (spaCy's ``MultiHashEmbed``: hashed features, static vector and the
layer that mixes them) depends on the word alone, and a text says few words often. So it is worked out once a word and
then looked up. This is two fifths of the arithmetic of a parse.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from thinc.api import Model

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    type Vectors = NDArray[np.float32]

_LAYER: Final = "tok2vec"
# All that the features of ``MultiHashEmbed`` can depend on: prefix, suffix, shape and vector are the form's.
_KEY: Final = ("ORTH", "NORM", "SPACY")
_LEXICAL: Final = frozenset({"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"})
_MOST: Final = 1 << 16


def remember_embeddings(nlp: "Language") -> None:
    """Put a memory before the embedding layer of ``nlp``, where it has one that looks at single words alone."""
    if _LAYER not in nlp.pipe_names:
        return
    network = cast("Model[list[Doc], list[Vectors]]", nlp.get_pipe(_LAYER).model)  # type: ignore[attr-defined]
    embed = network.maybe_get_ref("embed")
    if embed is None or network.layers[0] is not embed or not _is_lexical(embed):
        return
    memory = Memory(embed)
    network.layers[0] = Model(f"remembered({embed.name})", memory.forward, dims={"nO": embed.maybe_get_dim("nO")})


class Memory:
    """What an embedding layer makes of every word that it has met."""

    def __init__(self, embed: "Model[list[Doc], list[Vectors]]") -> None:
        """Remember what ``embed`` gives."""
        self._embed = embed
        self._places: dict[bytes, int] = {}
        self._vectors: Vectors = np.zeros((0, 0), dtype="f")

    def forward(
        self, _: "Model[list[Doc], list[Vectors]]", docs: "list[Doc]", is_train: bool
    ) -> "tuple[list[Vectors], Callable[[object], object]]":
        """Return the vectors of every token of ``docs`` (one row each). It does not learn: there is no way back."""
        if len(self._places) > _MOST:
            self._places.clear()
        keys = [doc.to_array(list(_KEY)) for doc in docs]
        words = [row.tobytes() for key in keys for row in key]
        if unknown := {word: n for n, word in enumerate(words) if word not in self._places}:
            self._learn(unknown, docs)
        rows = self._vectors[[self._places[word] for word in words]]
        bounds = np.cumsum([len(key) for key in keys])[:-1]
        return np.split(rows, bounds), _no_way_back

    def _learn(self, unknown: dict[bytes, int], docs: "list[Doc]") -> None:
        """Add the words whose place among the tokens of ``docs`` is given."""
        from spacy.tokens import Doc

        starts = np.cumsum([0, *map(len, docs)])
        held = [docs[at - 1][n - int(starts[at - 1])] for n, at in _located(unknown.values(), starts)]
        doc = Doc(docs[0].vocab, words=[t.text for t in held], spaces=[bool(t.whitespace_) for t in held])
        for token, like in zip(doc, held, strict=True):
            token.norm_ = like.norm_
        (found,) = self._embed.predict([doc])
        first = len(self._places)
        needed = first + len(found)
        if needed > len(self._vectors):
            grown = np.zeros((max(needed, 2 * len(self._vectors), 4096), found.shape[1]), dtype="f")
            if first:
                grown[:first] = self._vectors[:first]
            self._vectors = grown
        self._vectors[first:needed] = found
        self._places.update(zip(unknown, range(first, needed), strict=True))


def _located(places: "Iterable[int]", starts: "NDArray[np.int64]") -> "Iterator[tuple[int, int]]":
    """Yield each of ``places`` with the number, from 1, of the stretch that it lies in; ``starts`` are theirs."""
    for n in places:
        yield n, int(np.searchsorted(starts, n, side="right"))


def _is_lexical(embed: "Model[list[Doc], list[Vectors]]") -> bool:
    """Say whether all features of the layer are known to depend on a word's form, norm and following space alone."""
    from spacy.attrs import NAMES  # type: ignore[import-not-found]  # compiled, without stubs

    extractors = [layer for layer in embed.walk() if layer.name == "extract_features"]
    columns = [column for layer in extractors for column in layer.attrs["columns"]]
    names = {NAMES[column] if isinstance(column, int) else column for column in columns}
    return bool(extractors) and names <= _LEXICAL


def _no_way_back(_: object) -> object:
    raise NotImplementedError("A remembered layer does not learn.")
