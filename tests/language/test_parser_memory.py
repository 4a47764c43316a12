"""What the parsers remember changes their speed alone: they parse as the models do as they come."""

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language.embedding import remember_embeddings
from onrecord.language.finishing import Finisher
from onrecord.language.lemmas import NAME as LEMMATIZER
from onrecord.language.lemmas import remember_lemmas
from onrecord.language.lexicons import languages
from onrecord.language.models import load_full, load_parser
from onrecord.language.windows import join_windows

_TEXTS = {
    "en": (
        "Norway's ministers aren't leaving; they're expected to have agreed on 1,200 tonnes of rye by May.",
        "There are ships. \n It isn't what the Estonians let's say they'd gotta buy - US-made RADARS, it ain't!",
        "",
        "   ",
    ),
    "fr": (
        "Les ministres qu'elle a reçus s'en sont allés ; aujourd'hui, l'Estonie n'enverra plus rien.",
        "Il y a 1 200 tonnes de seigle… \n Qu'en pensent-ils ? DES RADARS, dit-il.",
        "",
    ),
}


def _rows(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_, str(t.head.i), str(t.is_sent_start)) for t in doc]


@pytest.mark.parametrize("language", languages())
def test_parsers_give_what_the_whole_models_give(language: str) -> None:
    full, lean = load_full(language), load_parser(language)
    texts = _TEXTS[language]
    expected = [_rows(doc) for doc in full.pipe(texts)]
    assert [_rows(doc) for doc in lean.pipe(texts)] == expected
    # By now all words are remembered
    assert [_rows(doc) for doc in lean.pipe(texts)] == expected


def test_a_full_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.language.embedding._MOST", 3)
    nlp = load_full("en")
    expected = [_rows(doc) for doc in nlp.pipe(_TEXTS["en"])]
    remember_embeddings(nlp)
    assert nlp.get_pipe("tok2vec").model.layers[0].name.startswith("remembered")  # type: ignore[attr-defined]
    for text, rows in zip(_TEXTS["en"], expected, strict=True):
        assert _rows(nlp(text)) == rows


def test_models_without_such_layers_stay_as_they_are() -> None:
    nlp = spacy.blank("en")
    remember_embeddings(nlp)
    remember_lemmas(nlp)
    assert nlp.pipe_names == []


def test_trained_lemmatizers_stay_as_they_are() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer")
    remember_lemmas(nlp)
    assert LEMMATIZER not in nlp.pipe_names


def test_a_remembered_layer_does_not_learn() -> None:
    nlp: Language = load_parser("en")
    layer = nlp.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    _, back = layer([nlp.make_doc("rye")], is_train=True)
    with pytest.raises(NotImplementedError):
        back([])


@pytest.mark.parametrize("language", languages())
def test_words_are_as_the_components_at_the_end_of_the_parser_leave_them(language: str) -> None:
    nlp, finish = load_parser(language), Finisher(load_parser(language))
    assert finish.left_out == tuple(nlp.pipe_names[-2:])
    for _ in range(2):
        for text in _TEXTS[language]:
            doc = nlp(text)
            expected = [row for row, token in zip(_rows(doc), doc, strict=True) if not token.is_space]
            with nlp.select_pipes(disable=finish.left_out):
                found = finish.finish(nlp(text)).words(range(len(text)), 0)
            assert [(w.text, w.lemma, w.pos, w.tag, w.rel) for w in found] == [
                (form, lemma, pos or "X", tag, rel.lower()) for form, lemma, pos, tag, _, rel, _, _ in expected
            ]


def test_joined_window_layers_give_what_they_give_apart() -> None:
    nlp = load_full("fr")
    docs = [nlp.make_doc(text) for text in (*_TEXTS["fr"], _TEXTS["fr"][0] * 40)]
    layers = nlp.get_pipe("tok2vec").model.layers  # type: ignore[attr-defined]
    vectors, apart = layers[0].predict(docs), layers[1]
    join_windows(nlp)
    assert layers[1] is not apart
    for one, other in zip(layers[1].predict(vectors), apart.predict(vectors), strict=True):
        assert one.shape == other.shape
        assert np.allclose(one, other, atol=1e-4)
    with pytest.raises(NotImplementedError):
        layers[1](vectors, is_train=True)[1]([])
