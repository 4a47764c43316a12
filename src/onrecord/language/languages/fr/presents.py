"""Presents: main verbs that the model takes for nouns or modifiers ("Les Pays-Bas financent deux écoles").

The sign is a sentence without a finite verb of its own, in which the form of a known verb in the third person of the
present follows the opening nominal and no article or preposition stands before it.
"""

from functools import cache
from typing import cast

from onrecord.language.lexicons import settings, table
from onrecord.language.universal import Word

_TABLES = ("acts.tsv", "operators.tsv", "cues.tsv")
_INFINITIVE = ("er", "ir", "re", "oir")
_FINITE = {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin"}
_BARRED = ("DET", "ADP", "NUM", "PRON", "CCONJ", "SCONJ")
_OPENING = ("DET", "ADP", "NUM", "PRON", "ADV", "SCONJ")
_RELATIVE = ("qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles")
# Infinitive endings, the longest first, and the endings of the third persons of their presents.
_ENDINGS = (
    ("enir", ("ient", "iennent")),
    ("aindre", ("aint", "aignent")),
    ("eindre", ("eint", "eignent")),
    ("oindre", ("oint", "oignent")),
    ("prendre", ("prend", "prennent")),
    ("mettre", ("met", "mettent")),
    ("battre", ("bat", "battent")),
    ("faire", ("fait", "font")),
    ("dire", ("dit", "disent")),
    ("crire", ("crit", "crivent")),
    ("uire", ("uit", "uisent")),
    ("suivre", ("suit", "suivent")),
    ("naître", ("naît", "naissent")),
    ("cevoir", ("çoit", "çoivent")),
    ("clure", ("clut", "cluent")),
    ("quérir", ("quiert", "quièrent")),
    ("ffrir", ("ffre", "ffrent")),
    ("uvrir", ("uvre", "uvrent")),
    ("cueillir", ("cueille", "cueillent")),
    ("courir", ("court", "courent")),
    ("mentir", ("ment", "mentent")),
    ("sentir", ("sent", "sentent")),
    ("partir", ("part", "partent")),
    ("sortir", ("sort", "sortent")),
    ("servir", ("sert", "servent")),
    ("voir", ("voit", "voient")),
    ("oyer", ("oie", "oient")),
    ("uyer", ("uie", "uient")),
    ("er", ("e", "ent")),
    ("ir", ("it", "issent")),
    ("dre", ("d", "dent")),
    ("pre", ("pt", "pent")),
)


def raise_main_verbs(words: list[Word]) -> None:
    """Give each sentence without a main verb the one that the model has misread."""
    _raise_before_infinitives(words)
    start = 0
    while start < len(words):
        end = next((i for i in range(start + 1, len(words)) if words[i].first), len(words))
        _raise_in(words, start, end)
        start = end


def _raise_before_infinitives(words: list[Word]) -> None:
    """Read "Oslo compte livrer" by its first verb, which the model may take for a noun or part of the name."""
    for i in range(1, len(words) - 1):
        word, act, subject = words[i], words[i + 1], words[i - 1]
        if word.rel not in ("nmod", "flat:name", "appos", "amod", "dep") or not act.text.lower().endswith(_INFINITIVE):
            continue
        lemma = _lemma_of(word.text.lower()) if word.text.islower() else None
        if lemma not in _before_infinitive() or act.pos != "VERB" or subject.pos not in ("PROPN", "NOUN"):
            continue
        noun = word.head
        above = words[noun]
        if not noun < i or act.rel not in ("root", "ROOT", "acl", "nmod", "xcomp"):
            continue
        root = above.head == noun or act.head == i + 1
        word.head, word.rel = (i, "root") if root else (above.head, above.rel)
        word.pos, word.lemma, word.feats = "VERB", str(lemma), dict(_FINITE)
        above.head, above.rel = i, "nsubj"
        act.head, act.rel = i, "xcomp"
        for n in range(i + 2, len(words)):
            if words[n].first:
                break
            if words[n].head == noun:
                words[n].head = i if words[n].pos == "PUNCT" else i + 1


@cache
def _before_infinitive() -> frozenset[str]:
    """Return the infinitives of the verbs that stand right before another verb's."""
    return frozenset(cast("list[str]", settings("fr", "grammar.toml")["before_infinitive"]))


def _raise_in(words: list[Word], start: int, end: int) -> None:
    roots = [i for i in range(start, end) if words[i].rel in ("root", "ROOT") or words[i].head == i]
    if len(roots) != 1 or words[roots[0]].pos == "VERB":
        return
    root = roots[0]
    subordinate = {w.head for w in words[start:end] if w.rel == "mark"}
    held = {w.head for w in words[start:end] if w.rel.startswith(("cop", "aux"))} - subordinate
    if root in held or any(words[i].head == root for i in held):
        return
    verb = next((i for i in range(max(root, start + 1), end) if _is_main(words, i, root, end)), None)
    if verb is None:
        return
    word = words[verb]
    lemma = _lemma_of(word.text.lower())
    if lemma is not None and (word.pos != "VERB" or word.feats.get("VerbForm") != "Fin"):
        word.lemma, word.feats = lemma, dict(_FINITE)
    word.pos = "VERB"
    _hang(words, start, end, root, verb)


def _is_main(words: list[Word], i: int, root: int, end: int) -> bool:
    """Say whether token ``i`` is the verb of the sentence whose ``root`` is no verb."""
    word, before = words[i], words[i - 1]
    if any(w.text.lower() in _RELATIVE for w in words[root:i]) or i + 1 >= end:
        return False
    after = words[i + 1]
    if word.text[:1].isupper() or before.pos in _BARRED:
        return False
    if after.pos not in _OPENING and (_lemma_of(word.text.lower()), after.text.lower()) not in _phrases():
        return False
    if i == root and not any(w.head == i and w.rel.startswith("nsubj") for w in words[:i]):
        return False
    finite = word.pos == "VERB" and word.feats.get("VerbForm") == "Fin" and word.rel in ("acl", "amod", "appos", "nmod")
    return finite or _lemma_of(word.text.lower()) is not None


def _hang(words: list[Word], start: int, end: int, root: int, verb: int) -> None:
    """Make ``verb`` the root, the old root its subject, and what follows its arguments."""
    if verb != root:
        words[root].head, words[root].rel = verb, "nsubj"
        words[verb].head, words[verb].rel = verb, "root"
    cased = {w.head: w for w in words[start:end] if w.rel == "case"}
    subordinate = {w.head for w in words[start:end] if w.rel == "mark" and w.pos == "SCONJ"}
    objects = 0
    for i in range(verb + 1, end):
        word = words[i]
        if word.head not in (root, verb):
            continue
        word.head = verb
        base = word.rel.partition(":")[0]
        if base in ("acl", "advcl", "ccomp") and word.pos == "VERB":
            word.rel = "xcomp" if word.feats.get("VerbForm") == "Inf" else "ccomp" if i in subordinate else word.rel
        elif base in ("nmod", "amod", "appos", "obl", "obj") and word.pos in ("NOUN", "PROPN", "NUM", "PRON", "SYM"):
            case = cased.get(i)
            if case is not None and case.text.lower() == "des" and not objects and word.pos == "NOUN":
                case.rel, case.pos, case = "det", "DET", None
            word.rel = "obl:arg" if case is not None else "obl:mod" if objects else "obj"
            objects += case is None


def _lemma_of(form: str) -> str | None:
    return _forms().get(form)


@cache
def _phrases() -> frozenset[tuple[str | None, str]]:
    """Return the verbs of fixed phrases with the word that follows them ("prêter main-forte", "faire route")."""
    found = set()
    for name in _TABLES:
        for row in table("fr", name):
            words = row["lemma"].replace("-", " ").split()
            if row.get("pos", "VERB") == "VERB" and len(words) > 1 and words[0] != "se":
                found.add((words[0], words[1]))
    return frozenset(found)


@cache
def _forms() -> dict[str, str]:
    """Return the third persons of the present of every verb in the tables of French, each with its infinitive."""
    found: dict[str, str] = {}
    for name in _TABLES:
        for row in table("fr", name):
            if row.get("pos", "VERB") != "VERB":
                continue
            lemma = next((w for w in row["lemma"].replace("s'", "").split() if w != "se"), "")
            for form in _presents(lemma):
                found.setdefault(form, lemma)
    return found


def _presents(lemma: str) -> tuple[str, ...]:
    for ending, (one, many) in _ENDINGS:
        if lemma.endswith(ending):
            stem = lemma[: -len(ending)]
            forms = [stem + one, stem + many]
            if ending == "er" and len(stem) > 1 and stem[-2] in "eé" and stem[-1] not in "aeiouéy":
                # "lève", "accélère"
                forms += [form[: len(stem) - 2] + "è" + form[len(stem) - 1 :] for form in forms]
            return tuple(forms)
    return ()
