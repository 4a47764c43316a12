"""spaCy's rule lemmatizers with a memory that costs less than what it remembers.

They keep what they found by form, part of speech and features, but ask every token for these one by one; here all are
read at once. Lemmatizers of other kinds (trained ones look at the sentence) stay as they are.
"""

from typing import TYPE_CHECKING, Final

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc

NAME: Final = "onrecord_lemmatizer"
_LEMMATIZER: Final = "lemmatizer"
_KEY: Final = ("ORTH", "POS", "MORPH", "LEMMA")
_MODES: Final = ("rule", "lookup")


def remember_lemmas(nlp: Language) -> None:
    """Put a lemmatizer with a memory in the place of that of ``nlp``, where it has one that goes by single words."""
    if _LEMMATIZER in nlp.pipe_names and getattr(nlp.get_pipe(_LEMMATIZER), "mode", None) in _MODES:
        nlp.add_pipe(NAME, after=_LEMMATIZER)
        nlp.disable_pipe(_LEMMATIZER)


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> "Lemmas":
    lemmatizer: Lemmatizer = nlp.get_pipe(_LEMMATIZER)  # type: ignore[assignment]
    return Lemmas(lemmatizer)


class Lemmas:
    """A component that gives every token the lemma that ``lemmatizer`` would give it."""

    def __init__(self, lemmatizer: "Lemmatizer") -> None:
        """Take over the rules of ``lemmatizer``, which stays as it is."""
        self._lemmatizer = lemmatizer
        self._memory: dict[tuple[int, ...], str] = {}

    def __call__(self, doc: "Doc") -> "Doc":
        """Set the lemmas of the tokens of ``doc`` that have none."""
        memory = self._memory
        rows: list[list[int]] = doc.to_array(list(_KEY)).tolist()
        for token, (orth, pos, morph, lemma) in zip(doc, rows, strict=True):
            if lemma and not self._lemmatizer.overwrite:
                continue
            key = (orth, pos, morph)
            if key not in memory:
                memory[key] = self._lemmatizer.lemmatize(token)[0]
            token.lemma_ = memory[key]
        return doc
