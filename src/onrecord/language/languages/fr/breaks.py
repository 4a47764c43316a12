"""Breaks that are none: words with a hyphen that the tokenizer parts, and sentences that the parser begins inside one.

"Ses postes-frontières" is one word, and no French sentence ends without a stop before a word in lower case. What the
parser made of the pieces is hung together again.
"""

from onrecord.language.languages.fr.clauses import tensed
from onrecord.language.universal import Word

_HYPHENS = ("-", "\u2010", "\u2011")
_STOPS = (".", "!", "?", "…", "...", ";", ":", ")", "»")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
_CONTENT = (*_NOMINAL, "VERB")
_OBJECTS = ("obj", "xcomp", "ccomp")
_CLITICS = (
    "il", "elle", "ils", "elles", "on", "t", "ce", "je", "nous", "vous", "tu", "le", "la", "les", "lui", "leur", "y",
    "en", "moi", "toi", "ci", "là",
)  # fmt: skip


def join_breaks(words: list[Word]) -> None:
    """Join the pieces of words and of sentences that the parser has parted, in place."""
    for word in words:
        if " " in word.lemma and "-" in word.text:
            # "tête-à-tête", whose lemma the model gives in three words
            word.lemma = word.text.lower()
    for i in range(1, len(words) - 1):
        if words[i].text in _HYPHENS and words[i - 1].end == words[i].start and words[i].end == words[i + 1].start:
            _join_word(words, i)
    _mend_adjectives(words)
    _mend_causatives(words)
    starts = [i for i, w in enumerate(words) if w.first and i and not w.opens]
    for i in starts:
        if words[i - 1].text not in _STOPS and not words[i].text[:1].isupper():
            _join_sentence(words, i)


def _mend_adjectives(words: list[Word]) -> None:
    """Hang an adjective that the model calls punctuation on the noun before it ("un yacht sud-africain")."""
    for i, word in enumerate(words[1:], 1):
        if word.rel == "punct" and word.pos == "ADJ" and words[i - 1].pos in ("NOUN", "ADJ"):
            noun = i - 1 if words[i - 1].pos == "NOUN" else words[i - 1].head
            word.head, word.rel = noun, "amod"


def _mend_causatives(words: list[Word]) -> None:
    """Give "a fait parvenir" the tense of its auxiliary: "faire" only helps the verb that it makes do."""
    for i, word in enumerate(words):
        verb = words[word.head]
        if word.lemma != "faire" or word.rel not in ("dep", "aux:caus") or not i < word.head or verb.pos != "VERB":
            continue
        word.rel = "aux:caus"
        helped = any(w.head == word.head and w.rel == "aux:tense" for w in words[max(0, i - 6) : i])
        if helped and verb.feats.get("VerbForm") == "Inf":
            verb.feats = {"VerbForm": "Part", "Tense": "Past"}


def _join_word(words: list[Word], hyphen: int) -> None:
    """Make the pieces around the hyphen one word, headed by the first: what hung on the others hangs on it."""
    front, tail = hyphen - 1, hyphen + 1
    if words[front].pos not in _CONTENT or words[tail].pos not in (*_CONTENT, "X"):
        return
    if words[tail].text.lower() in _CLITICS or words[front].pos == "VERB":
        return
    above = front
    for _ in range(len(words)):
        if above not in (hyphen, tail):
            break
        above = words[above].head
    if words[front].head in (hyphen, tail) and words[front].head != front:
        # The first piece hung on another: the word hangs where that did
        last = words[words[front].head]
        words[front].head = front if last.head in (front, hyphen, tail) else last.head
        words[front].rel = "root" if words[front].head == front else last.rel
        words[front].pos = last.pos if last.pos in _NOMINAL else words[front].pos
    for i, word in enumerate(words):
        if word.head in (hyphen, tail) and i not in (front, hyphen, tail):
            word.head = front
    for piece in (hyphen, tail):
        words[piece].head, words[piece].rel, words[piece].first = front, "fixed", False
    words[hyphen].pos = "PUNCT"


def _join_sentence(words: list[Word], start: int) -> None:
    """Hang the sentence that opens at token ``start`` on the one before it."""
    before = next(n for n in range(start - 1, -1, -1) if words[n].first or n == 0)
    end = next((n for n in range(start + 1, len(words)) if words[n].first), len(words))
    top, root = _root(words, before, start), _root(words, start, end)
    word = words[root]
    if words[top].pos in ("VERB", "AUX") and tensed(words, top):
        cased = any(words[n].head == root and words[n].rel == "case" for n in range(start, root))
        determined = any(words[n].head == root and words[n].rel in ("det", "nummod") for n in range(start, root))
        held = any(words[n].head == top and words[n].rel in _OBJECTS for n in range(before, start))
        if word.pos in ("VERB", "AUX"):
            word.rel = "conj"
        elif word.pos == "PUNCT":
            word.rel = "punct"
        elif cased or held or not determined:
            word.rel = "obl:mod" if cased else "dep"
        else:
            word.rel = "obj"
    elif word.pos in _NOMINAL and not tensed(words, root):
        word.rel = "nmod"
    else:
        return
    word.head, words[start].first = top, False


def _root(words: list[Word], start: int, end: int) -> int:
    return next((n for n in range(start, end) if words[n].head == n or words[n].rel.lower() == "root"), start)
