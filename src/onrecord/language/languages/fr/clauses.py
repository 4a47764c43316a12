"""Clauses that the model takes apart wrongly: a noun and its verb parted by a relative clause or an emphatic pronoun.

"Ottawa, qui préside le groupe, presse les capitales": the model often makes the noun a sentence of its own, or hangs
the main verb on the relative clause. Word order settles what is what in French: a relative clause between commas is
followed by the verb of the noun before it.
"""

from collections.abc import Iterator
from itertools import pairwise

from onrecord.language.universal import Word

_PRONOUNS = ("qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles")
_CONTRACTED = ("auquel", "auxquels", "auxquelles", "duquel", "desquels", "desquelles")
_CASES = ("à", "de", "avec", "pour", "par", "dans", "sur", "chez", "sans", "selon", "contre", "entre", "envers")
_CLITICS = ("se", "s'", "y", "en", "le", "la", "l'", "les", "lui", "leur", "me", "m'", "nous", "vous", "ne", "n'")
_EMPHATIC = ("lui", "elle", "eux", "elles", "aussi", "également", "non", "plus", "même", "seul", "seule")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_STOPS = (".", "!", "?", "…", "...", ";", ":")
_INSIDE = ("nmod", "amod", "flat:name", "flat:foreign", "appos", "det", "case", "conj", "cc", "punct", "nummod", "dep")
_LONGEST_ASIDE = 8


def join_sentences(words: list[Word]) -> None:
    """Join a noun that the model has made a sentence of its own to the clause after it ("Kigali, de son côté, s'est
    dit prêt"), whose subject it is where that has none."""
    for i, word in enumerate(words):
        if not word.first or word.opens or i == 0 or words[i - 1].text in _STOPS:
            continue
        start = next(n for n in range(i - 1, -1, -1) if words[n].first)
        end = next((n for n in range(i + 1, len(words)) if words[n].first), len(words))
        noun = _root(words, start, i)
        verb = _root(words, i, end)
        if (
            words[noun].pos not in (*_NOMINAL, "ADJ")
            or words[verb].pos not in ("VERB", "AUX")
            or not tensed(words, verb)
        ):
            continue
        if any(words[n].head == noun and words[n].rel in ("cop", "nsubj", "case", "mark") for n in range(start, i)):
            continue
        word.first = False
        _raise(words, noun, verb)


def free_main_clauses(words: list[Word]) -> None:
    """Give the noun before a relative clause or participle between commas its own verb back, in every sentence."""
    for start, end in _sentences(words):
        for comma in range(start + 1, end - 3):
            opens = words[comma].text == "," and not any(_finite(words[n]) for n in range(start, comma))
            if opens and _mend_relative(words, start, comma, end):
                break
        _mend_nominal_root(words, start, end)
    _free_main_verbs(words)


def _free_main_verbs(words: list[Word]) -> None:
    """Read the participle between commas behind a subject as saying more of it, and the verb after it as the main one
    ("Les camions, débarqués à Cotonou, seront remis"), where the model joins that verb to the participle; and "a de son
    côté mis" as one verb, where it takes "a" for the verb: an object with a preposition is none."""
    for i, participle in enumerate(words):
        subject = next((n for n in range(i) if words[n].head == i and words[n].rel.startswith("nsubj")), None)
        if subject is None or participle.pos != "VERB" or participle.feats.get("VerbForm") != "Part":
            continue
        if tensed(words, i) or words[i - 1].text != ",":
            continue
        later = (n for n in range(i + 1, len(words)) if words[n].head == i and words[n].pos == "VERB")
        main = next((n for n in later if words[n].rel in ("conj", "parataxis", "advcl") and tensed(words, n)), None)
        if main is None or any(w.first for w in words[i + 1 : main + 1]) or _has_subject(words, main, i):
            continue
        if not any(w.text == "," for w in words[i + 1 : main]):
            continue
        above, rel = participle.head, participle.rel
        words[main].head, words[main].rel = (main if above == i else above), rel
        passive = any(w.head == main and w.rel == "aux:pass" for w in words)
        words[subject].head, words[subject].rel = main, "nsubj:pass" if passive else "nsubj"
        participle.head, participle.rel = subject, "acl"
        for n in range(main + 1, len(words)):
            if words[n].head == i and not words[n].first:
                words[n].head = main
    _join_auxiliaries(words)


def _join_auxiliaries(words: list[Word]) -> None:
    cased = {w.head for w in words if w.rel == "case"}
    for i, noun in enumerate(words):
        verb = noun.head
        if noun.rel != "obj" or i not in cased or words[verb].lemma != "avoir" or words[verb].pos != "VERB":
            continue
        part = i + 1
        if part >= len(words) or words[part].head != i or words[part].feats.get("VerbForm") != "Part" or verb > i:
            continue
        word, helper = words[part], words[verb]
        word.head, word.rel = (part if helper.head == verb else helper.head), helper.rel
        for other in words:
            if other.head == verb and other is not word:
                other.head = part
        noun.rel = "obl:mod"
        helper.head, helper.rel, helper.pos = part, "aux:tense", "AUX"


def hang_by_agreement(words: list[Word]) -> None:
    """Hang relative clauses and participles on what agrees with them, in place."""
    _agree_relatives(words)
    _agree_participles(words)


def _agree_relatives(words: list[Word]) -> None:
    """Hang a relative clause on the noun that agrees with its verb ("la ministre chargée de l'Action, qui a remercié").

    What an office is in charge of acts as little as what does not agree in number.
    """
    for i, word in enumerate(words):
        verb = word.head
        if word.text.lower() != "qui" or not word.rel.startswith("nsubj") or words[verb].rel != "acl:relcl":
            continue
        helper = next((n for n in range(i, verb) if words[n].head == verb and _finite(words[n])), verb)
        number = words[helper].feats.get("Number")
        at = words[verb].head
        for _ in range(4):
            noun, above = words[at], words[at].head
            in_charge = noun.rel.startswith("obl") and words[above].rel in ("acl", "amod") and above < at
            differs = number and noun.feats.get("Number") not in (None, number) and noun.rel in ("nmod", "obl:arg")
            if in_charge and words[above].feats.get("VerbForm") == "Part":
                at = words[above].head
            elif differs and words[above].pos in ("NOUN", "PROPN") and above < at:
                at = above
            else:
                break
        words[verb].head = at


def _agree_participles(words: list[Word]) -> None:
    """Hang a participle on the verb where it agrees with the subject and not with the adverbial noun before it ("il est
    reparti dans la nuit chargé de bâches")."""
    subjects = {w.head: w for w in words if w.rel.startswith("nsubj")}
    marked = {w.head for w in words if w.rel == "mark"}
    for i, word in enumerate(words):
        noun = words[word.head]
        if i in marked or word.rel != "acl" or word.feats.get("VerbForm") != "Part" or word.head >= i:
            continue
        if noun.rel not in ("obl:mod", "obl") or noun.head not in subjects or _agree(word, noun):
            continue
        if words[noun.head].pos == "VERB" and _agree(word, subjects[noun.head]):
            word.head, word.rel = noun.head, "xcomp"


def _agree(word: Word, noun: Word) -> bool:
    return all(
        word.feats[key] == noun.feats.get(key, word.feats[key]) for key in ("Gender", "Number") if key in word.feats
    )


def free_receivers(words: list[Word]) -> None:
    """Hang "pour le Burkina Faso" on the verb where the model hangs it on an adverbial ("au cours du mois pour")."""
    for word in list(words):
        noun = words[word.head]
        name = words[noun.head]
        if word.rel != "case" or word.text.lower() != "pour" or noun.pos != "PROPN" or noun.rel != "nmod":
            continue
        if name.pos == "NOUN" and name.rel == "obl:mod" and words[name.head].pos == "VERB":
            noun.head, noun.rel = name.head, "obl:arg"


def _sentences(words: list[Word]) -> Iterator[tuple[int, int]]:
    opened = [i for i, w in enumerate(words) if w.first or i == 0]
    yield from pairwise((*opened, len(words)))


def _root(words: list[Word], start: int, end: int) -> int:
    return next((n for n in range(start, end) if words[n].head == n or words[n].rel.lower() == "root"), start)


def _finite(word: Word) -> bool:
    return word.pos in ("VERB", "AUX") and word.feats.get("VerbForm") == "Fin"


def tensed(words: list[Word], verb: int) -> bool:
    """Say whether the verb is finite or has a finite auxiliary."""
    return _finite(words[verb]) or any(
        words[n].head == verb and words[n].rel.startswith(("aux", "cop")) and _finite(words[n])
        for n in range(max(0, verb - 6), verb)
    )


def _relative_at(words: list[Word], i: int) -> int | None:
    """Return the token of the relative pronoun of the clause that opens at token ``i``, or None."""
    for at in (i, i + 1):
        low = words[at].text.lower()
        if low in _PRONOUNS and (at == i or words[i].text.lower() in _CASES):
            return at
        if at == i and low in _CONTRACTED:
            return at
    return None


def _verb_group(words: list[Word], i: int, end: int) -> int | None:
    """Return the verb whose finite form opens at token ``i``, behind clitics and adverbs, or None.

    An aside between commas ("de son côté", "lui") may stand before it.
    """
    at = i
    comma = next((n for n in range(at, min(at + _LONGEST_ASIDE, end)) if words[n].text == ","), None)
    if comma is not None and not any(words[n].pos in ("VERB", "AUX") for n in range(at, comma)):
        inner = _verb_at(words, at, end)
        return inner if inner is not None else _verb_at(words, comma + 1, end)
    return _verb_at(words, at, end)


def _verb_at(words: list[Word], at: int, end: int) -> int | None:
    while at < end and (words[at].text.lower() in _CLITICS or words[at].pos == "ADV"):
        at += 1
    if at >= end or not _finite(words[at]):
        return None
    if words[at].pos == "VERB" and not words[at].rel.startswith("aux"):
        return at
    head = words[at].head
    if words[at].rel.startswith(("aux", "cop")) and at < head < end:
        return head
    return at if words[at].pos == "VERB" else None


def _mend_relative(words: list[Word], start: int, comma: int, end: int) -> bool:
    """Mend the clause that opens behind ``comma``; say whether there was one whose noun has a verb after it."""
    pronoun = _relative_at(words, comma + 1)
    noun = _noun_before(words, start, comma)
    if pronoun is None or noun is None:
        return False
    first = next((n for n in range(pronoun + 1, end) if _finite(words[n])), None)
    if first is None:
        return False
    for close in range(first + 1, end - 1):
        if words[close].text != ",":
            continue
        inner = _owner(words, first, close)
        main = _verb_group(words, close + 1, end)
        if main is not None and main > close and not _has_subject(words, main, close):
            _set_relative(words, noun, pronoun, (inner, main), (comma, close, end))
            return True
    return False


def _owner(words: list[Word], i: int, end: int) -> int:
    head = words[i].head
    return head if words[i].rel.startswith(("aux", "cop")) and i < head < end else i


def _has_subject(words: list[Word], verb: int, after: int) -> bool:
    """Say whether the verb has a subject of its own behind token ``after`` ("..., a dit le maire", "..., il a dit")."""
    return any(
        w.head == verb and w.rel.startswith(("nsubj", "csubj", "expl:subj"))
        for w in words[after + 1 : min(len(words), verb + 8)]
    )


def _noun_before(words: list[Word], start: int, comma: int) -> int | None:
    """Return the head of the noun phrase right before ``comma`` where it may be a subject, or None."""
    at = comma - 1
    for _ in range(_LONGEST_ASIDE):
        head = words[at].head
        if not start <= head < comma or head == at or words[at].rel not in _INSIDE:
            break
        at = head
    cased = any(w.head == at and w.rel in ("case", "mark") for w in words[start:at])
    return at if words[at].pos in (*_NOMINAL, "ADJ") and not cased else None


def _hangs_on(words: list[Word], i: int, top: int) -> bool:
    """Say whether token ``i`` depends on token ``top``, at whatever depth."""
    seen = set()
    while i not in seen and words[i].head != i:
        if i == top:
            return True
        seen.add(i)
        i = words[i].head
    return i == top


def _set_relative(words: list[Word], noun: int, pronoun: int, verbs: tuple[int, int], bounds: tuple[int, ...]) -> None:
    """Hang the relative clause of the verb ``verbs[0]`` on ``noun``, and ``noun`` on the main verb ``verbs[1]``.

    ``bounds`` are the commas around the clause and the end of the sentence.
    """
    inner, main = verbs
    opened, close, end = bounds
    if words[main].head == main:
        above, rel = main, "root"
    elif noun < words[main].head <= close or words[main].head == noun:
        # Whatever the noun or the relative clause hung on is what the main verb hangs on
        outer = next((i for i in (noun, inner) if not noun <= words[i].head <= close or words[i].head == i), noun)
        root = words[outer].head == outer or words[outer].head == main
        above, rel = (main, "root") if root else (words[outer].head, words[outer].rel)
    else:
        above, rel = words[main].head, words[main].rel
    for i in range(opened, end):
        word = words[i]
        if i > close and i != main and word.head in (noun, inner):
            word.head = main
        elif i < close and word.head == main and word.rel.startswith("nsubj"):
            word.head = inner
            word.rel = "obj" if i > inner else word.rel
    passive = any(w.head == main and w.rel == "aux:pass" for w in words[close:main])
    words[main].head, words[main].rel = above, rel
    words[noun].head, words[noun].rel = main, "nsubj:pass" if passive else "nsubj"
    words[inner].head, words[inner].rel = noun, "acl:relcl"
    if above != main and _hangs_on(words, above, main):
        words[main].head, words[main].rel = main, "root"
    held = [i for i in range(opened, close) if words[i].head == inner and words[i].rel.startswith("nsubj")]
    low = words[pronoun].text.lower()
    if low in ("qui", "lequel", "laquelle", "lesquels", "lesquelles") and pronoun == opened + 1:
        if words[pronoun].head != inner:
            words[pronoun].head, words[pronoun].rel = inner, "obl:arg" if held and pronoun not in held else "nsubj"
    elif pronoun > opened + 1 and words[pronoun].rel.partition(":")[0] not in ("obl", "iobj"):
        words[pronoun].head, words[pronoun].rel = inner, "obl:arg"


def _raise(words: list[Word], noun: int, verb: int) -> None:
    """Make ``verb`` the root that ``noun`` hangs on, as its subject where it has none."""
    held = any(w.head == verb and w.rel.startswith(("nsubj", "expl:subj")) for w in words[noun : verb + 8])
    passive = any(w.head == verb and w.rel == "aux:pass" for w in words[noun:verb])
    words[verb].head, words[verb].rel = verb, "root"
    words[noun].head = verb
    words[noun].rel = "dislocated" if held else "nsubj:pass" if passive else "nsubj"
    if words[noun].pos == "ADJ":
        words[noun].pos = "PROPN"


def _mend_nominal_root(words: list[Word], start: int, end: int) -> None:
    """Make the verb after an emphatic pronoun or an aside the root ("L'ONU, elle, s'inquiète")."""
    noun = _root(words, start, end)
    if words[noun].pos not in _NOMINAL or words[noun].head != noun:
        return
    if any(words[n].head == noun and words[n].rel in ("case", "mark", "cop", "nsubj") for n in range(start, end)):
        return
    if _raise_false_relative(words, noun, end):
        return
    for i in range(noun + 1, end):
        word = words[i]
        if word.head != noun or word.rel not in ("conj", "parataxis", "acl", "advcl", "ccomp") or word.pos != "VERB":
            continue
        first = min([i, *(n for n in range(noun, i) if words[n].head == i and words[n].rel != "punct")])
        joined = any(words[n].head == i and words[n].rel in ("cc", "mark") for n in range(noun, i))
        relative = any(words[n].text.lower() in (*_PRONOUNS, *_CONTRACTED) for n in range(first, i))
        if joined or relative or not tensed(words, i) or not any(w.text == "," for w in words[noun:i]):
            continue
        _raise(words, noun, i)
        for other in words[i + 1 : end]:
            if other.head == noun:
                other.head = i
        return


def _raise_false_relative(words: list[Word], noun: int, end: int) -> bool:
    """Make the verb of a relative clause without a relative pronoun the root ("Les contingents de la force
    est-africaine ont levé le camp"); say whether there was one."""
    for i in range(noun + 1, end):
        word = words[i]
        above = word.head
        if word.rel != "acl:relcl" or word.pos != "VERB" or not noun <= above < i or not tensed(words, i):
            continue
        lows = [words[n].text.lower() for n in range(noun, i)]
        if "," in lows or any(low in (*_PRONOUNS, *_CONTRACTED) for low in lows) or not _hangs_on(words, above, noun):
            return False
        inner = range(above + 1, i)
        if any(words[n].head == i and words[n].rel.startswith(("nsubj", "csubj", "expl:subj")) for n in inner):
            return False
        _raise(words, noun, i)
        for n in range(noun, end):
            if words[n].head == i and words[n].pos == "ADJ" and above < n < i:
                words[n].head, words[n].rel = above, "amod"
            elif words[n].head == noun and n > i:
                words[n].head = i
        return True
    return False
