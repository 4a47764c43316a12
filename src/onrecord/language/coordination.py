"""Coordination that a parser hung too high: nouns that join an argument of a verb, read as joining the verb itself.

"A remercié la Chine, ainsi que l'Irak": what follows the conjunction is one more of those thanked.
"""

from onrecord.language.universal import Word

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_PARTITIVE = "de"
"""Where a thing of which some is meant has a preposition at all ("du riz, de l'huile et des tentes")."""
_LONGEST_NAME = 6
_ARGUMENTS = ("obj", "obl", "iobj", "nsubj", "nmod")


def part_gaps(words: list[Word]) -> None:
    """Part the names of those who do the like, with nothing but their figure, from what was done before, in place:
    "Oslo sent 294 people, Lima 334 and Quito 61" sends nobody to Lima."""
    counted = {w.head for w in words if w.rel == "nummod"}
    things = {w.head: i for i, w in enumerate(words) if w.rel == "obj" and i in counted}
    for i in range(2, len(words) - 1):
        word, figure = words[i], words[i + 1]
        if word.pos != "PROPN" or figure.pos != "NUM" or not figure.text[:1].isdigit() or figure.first:
            continue
        if i + 2 < len(words) and words[i + 2].rel not in ("punct", "cc"):
            continue
        opens = i - 1
        while opens > 0 and words[opens].rel in ("det", "compound", "flat:name"):
            opens -= 1
        verb = _verb_above(words, i)
        if verb is None or (words[opens].text != "," and words[opens].rel != "cc"):
            continue
        if verb < things.get(verb, -1) < i and not any(w.head == i and w.rel == "case" for w in words):
            word.head, word.rel = verb, "dep"
            figure.head, figure.rel = i, "nummod"


def _verb_above(words: list[Word], i: int) -> int | None:
    """Return the verb before the word at ``i`` that it hangs on, through nominals and figures, or None."""
    for _ in range(_LONGEST_NAME):
        i = words[i].head
        if words[i].pos == "VERB":
            return i
        if words[i].head == i:
            return None
    return None


def _mend_conjuncts(words: list[Word]) -> None:
    """Let every noun that is a conjunct of a verb join the verb's nearest like argument before it, in place."""
    _mend_split_subjects(words)
    _mend_swallowed_subjects(words)
    strays = [i for i, w in enumerate(words) if _is_stray(words, i, w)]
    if not strays:
        return
    cases = {w.head: _case(w.text) for w in words if w.rel == "case"}
    clausal = {w.head for w in words if w.rel in ("cop", "orphan", "nsubj", "obj")}
    for i in strays:
        word = words[i]
        if i in clausal:
            continue
        verb = word.head
        before = [
            j
            for j in range(i)
            if words[j].head == verb and words[j].rel.partition(":")[0] in _ARGUMENTS and words[j].pos in _NOMINAL
        ]
        like = [j for j in before if cases.get(j, _PARTITIVE) == cases.get(i, _PARTITIVE)]
        like = like or (before if i not in cases else [])
        # Names join names, things join things, what stands after the verb comes first
        like = [j for j in like if words[j].pos == word.pos] or [j for j in like if j > verb]
        if like:
            word.head, word.rel = like[-1], "conj"


def mend_lists(words: list[Word]) -> None:
    """Join what a list names to its first, in place."""
    _join_lists(words)
    _mend_conjuncts(words)
    _level_lists(words)


def _level_lists(words: list[Word]) -> None:
    """Let all that a list of nouns joins join its first (Universal Dependencies), where the parser chains them. In
    place."""
    for word in words:
        if word.rel == "conj" and words[word.head].rel == "conj" and words[word.head].pos in _NOMINAL:
            word.head = words[word.head].head


def _join_lists(words: list[Word]) -> None:
    """Join what a comma sets behind its like in a list that ends with a conjunction ("to Togo, to Benin and to Ghana"):
    the parser may take the second for an argument of its own. In place."""
    cases = {w.head: i for i, w in enumerate(words) if w.rel == "case"}
    ending = {w.head for i, w in enumerate(words) if w.rel == "conj" and i in cases and _alike(words, cases, i, w.head)}
    for i in sorted(ending):
        comma = cases[i] - 1
        if words[i].rel == "conj" or comma < 1 or words[comma].text != "," or words[i].pos not in _NOMINAL:
            continue
        near = range(comma - 1, max(comma - _LONGEST_NAME, -1), -1)
        before = next((j for j in near if j in cases or words[j].rel in ("case", "punct", "cc")), None)
        named = before is not None and words[before].text[:1].isupper() == words[i].text[:1].isupper()
        if before is None or not named or not _alike(words, cases, before, i):
            continue
        words[i].head, words[i].rel = before, "conj"


def _alike(words: list[Word], cases: dict[int, int], one: int, other: int) -> bool:
    """Say whether both stand behind one preposition."""
    return one in cases and other in cases and _case(words[cases[one]].text) == _case(words[cases[other]].text)


def mend_pairs(words: list[Word], between: tuple[str, ...], joining: tuple[str, ...]) -> None:
    """Join the second of two parties that a preposition of pairs takes ("talks between Paris and Algiers will open"):
    the parser may make it the subject of what follows. In place."""
    paired = {w.head for w in words if w.rel == "case" and w.text.lower() in between}
    joined = {w.head for w in words if w.rel == "conj"}
    for i in paired - joined:
        after = range(i + 1, min(i + _LONGEST_NAME, len(words) - 1))
        joiner = next((n for n in after if words[n].text.lower() in joining), None)
        if joiner is None or any(words[n].pos in ("VERB", "PUNCT", "ADP") for n in range(i + 1, joiner)):
            continue
        near = range(joiner + 1, min(joiner + 4, len(words)))
        second = next((n for n in near if words[n].pos in ("PROPN", "NOUN") and words[n].rel != "compound"), None)
        if second is None or any(words[n].pos not in ("DET", "ADJ", "PROPN") for n in range(joiner + 1, second)):
            continue
        if not words[second].rel.startswith("nsubj") or not words[second].text[:1].isupper():
            continue
        words[second].head, words[second].rel = i, "conj"
        words[joiner].head, words[joiner].rel = second, "cc"


def _case(text: str) -> str:
    lowered = text.lower()
    return {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}.get(lowered, lowered)


def _is_stray(words: list[Word], i: int, word: Word) -> bool:
    """Say whether the noun at ``i`` hangs on a verb as a conjunct."""
    if word.rel != "conj" or word.pos not in _NOMINAL or word.head == i:
        return False
    return words[word.head].pos in ("VERB", "AUX") and word.head < i


def _mend_split_subjects(words: list[Word]) -> None:
    """Read "Norvégiens et Moldaves ont signé" as one clause: the parser may take the first name for a clause."""
    for i, verb in enumerate(words):
        first = verb.head
        if verb.rel != "conj" or verb.pos != "VERB" or words[first].pos not in ("NOUN", "PROPN") or first > i:
            continue
        if words[first].rel != "root" and words[first].head != first:
            continue
        joined = next((j for j in range(first + 1, i) if words[j].head == i and words[j].rel == "nsubj"), None)
        if joined is None or words[joined].pos not in ("NOUN", "PROPN"):
            continue
        between = [words[j] for j in range(first + 1, joined) if words[j].rel not in ("det", "amod", "case", "punct")]
        if len(between) != 1 or between[0].rel != "cc":
            continue
        verb.head, verb.rel = i, "root"
        words[first].head, words[first].rel = i, "nsubj"
        words[joined].head, words[joined].rel = first, "conj"
        between[0].head = joined


def _mend_swallowed_subjects(words: list[Word]) -> None:
    """Read "gave 4 million on Sunday and Norway has offered" as two clauses: the parser may join the second subject to
    the last noun of the first clause.

    The sign is a finite verb without a subject that joins a verb before it, and right before it or its auxiliaries a
    name that joins a noun: a second predicate of the same subject has the conjunction itself before it.
    """
    with_subject = {w.head for w in words if w.rel.startswith(("nsubj", "csubj", "expl"))}
    for i, verb in enumerate(words):
        if verb.rel != "conj" or verb.pos not in ("VERB", "AUX") or i in with_subject or verb.head >= i:
            continue
        start = next((j for j in range(verb.head + 1, i + 1) if words[j].head == i or j == i), i)
        helpers = [j for j in range(start, i) if words[j].head == i and words[j].rel.startswith("aux")]
        at = (helpers[0] if helpers else i) - 1
        name = words[at] if at > verb.head else verb
        finite = bool(helpers) or verb.feats.get("VerbForm") == "Fin"
        if not finite or name.rel != "conj" or name.pos != "PROPN" or not verb.head < name.head < at - 1:
            continue
        joiner = next((j for j in range(name.head + 1, at) if words[j].rel == "cc" and words[j].head != i), None)
        if joiner is None:
            continue
        name.head, name.rel = i, "nsubj"
        words[joiner].head = verb.head
