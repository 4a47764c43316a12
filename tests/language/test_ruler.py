"""The ruler with a memory gives what spaCy's own gives."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from onrecord.language.models import load_parser, one_thread
from onrecord.language.ruler import remember_rules

_TEXTS = {
    "en": "Ministers from both states have  not signed it.\tThey'd rather sell, though; no one's going to. Who does?",
    "fr": "Les ministres n'ont pas  signé le texte.\tIls préfèrent vendre ; personne n'ira. Qui l'a dit ?",
}


def _dump(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


@pytest.mark.parametrize("language", sorted(_TEXTS))
def test_tokens_are_as_the_ruler_of_the_model_leaves_them(language: str) -> None:
    nlp = load_parser(language)
    with one_thread():
        remembered = [_dump(nlp(_TEXTS[language])) for _ in range(2)]
        with nlp.select_pipes(disable=["onrecord_ruler"]):
            nlp.enable_pipe("attribute_ruler")
            expected = _dump(nlp(_TEXTS[language]))
            nlp.disable_pipe("attribute_ruler")
    assert remembered == [expected, expected]


def test_later_rules_and_rules_over_several_tokens_have_the_last_word() -> None:
    nlp = English()
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "may"}]], {"POS": "AUX", "TAG": "MD"})  # type: ignore[attr-defined]
    ruler.add([[{"LOWER": "in"}, {"LOWER": "may"}]], {"POS": "PROPN"}, index=-1)  # type: ignore[attr-defined]
    ruler.add([[{"TEXT": "MAY"}], [{"LOWER": "can"}]], {"POS": "NOUN"})  # type: ignore[attr-defined]
    texts = ["it may open in May", "the MAY can can", "in may", "", "may"]
    expected = [_dump(nlp(text)) for text in texts]
    remember_rules(nlp)
    assert nlp.pipe_names == ["onrecord_ruler"]
    assert [_dump(nlp(text)) for text in texts] == expected
    assert [t.pos_ for t in nlp(texts[0])] == ["", "AUX", "", "", "PROPN"]
