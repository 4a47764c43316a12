"""Subjects: which noun does what a finite verb says, where the model leaves the verb without one.

In French the subject stands right before its verb, behind which only clitics and adverbs come: a noun without a
preposition there is the subject, whatever the model calls it.
"""

from onrecord.language.languages.fr.pronouns import DAYS
from onrecord.language.universal import Word

_INFINITIVES = ("er", "ir", "re", "ïr")
_SUBJECTS = ("nsubj", "csubj", "expl:subj")
_OPEN = ("obl:mod", "obl:arg", "obl:agent", "nmod", "dislocated", "dep", "advmod", "amod", "vocative", "appos", "obl")
_CLITIC_OBJECTS = ("le", "la", "les", "l'")
_ARTICLES = ("le", "la", "l'", "un", "une", "cette", "ce", "sa", "son")
_FILLED = ("nsubj", "nsubj:pass", "obj", "obl:arg", "obl:mod", "obl:agent", "nmod")
_THAT = ("que", "qu'")
_TO = ("à", "au", "aux")
_NAMES = ("PROPN", "NOUN")
_SELF = ("s'", "s’", "se")
_CLOSING = (",", "»", '"', "”")
_JOINED = ("unis", "unies")


def mend_forms(words: list[Word]) -> None:
    """Mend forms whose ending or neighbour tells what they are: "négocie" is no infinitive, "les" before a finite verb
    no article; what hangs on an auxiliary hangs on its verb."""
    _free_from_tellers(words)
    for i, word in enumerate(words):
        if word.pos == "PRON" and word.text.lower() in _JOINED:
            # "Les Émirats arabes unis"
            noun = next((n for n in range(i - 1, max(-1, i - 4), -1) if words[n].pos in _NAMES), None)
            if noun is not None:
                word.pos, word.rel, word.head = "ADJ", "amod", noun
        if word.pos == "VERB":
            _mend_verb(words, i)
        verb = words[word.head]
        before = word.rel == "det" and verb.pos == "VERB" and word.head == i + 1
        if before and word.text.lower() in _CLITIC_OBJECTS and verb.feats.get("VerbForm") in ("Fin", "Inf"):
            word.pos, word.rel = "PRON", "obj"
        if verb.rel.startswith("aux") and words[verb.head].pos == "VERB" and verb.head not in (i, word.head):
            word.head = verb.head


def _mend_verb(words: list[Word], i: int) -> None:
    word = words[i]
    low, form = word.text.lower(), word.feats.get("VerbForm")
    if form == "Inf" and not low.endswith(_INFINITIVES):
        word.feats = {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin"}
    elif form == "Part":
        if word.rel in _FILLED and i and words[i - 1].head == i and words[i - 1].text.lower() in _ARTICLES:
            # "La remise des clés a eu lieu", but "les deux arrêtés"
            word.pos, word.lemma, word.feats = "NOUN", low.removesuffix("s"), {}
        elif word.feats.get("Gender") == "Masc" and word.feats.get("Number") == "Sing" and low.endswith("e"):
            # No participle of a masculine ends in a mute e ("déplore")
            word.feats = {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin"}


def _free_from_tellers(words: list[Word]) -> None:
    """Part a clause from the verb of saying behind its comma, whose auxiliary its verb is taken for ("Le port restera
    fermé, a prévenu le ministre")."""
    for i, word in enumerate(words):
        said = word.head
        if word.pos != "VERB" or not word.rel.startswith("aux") or words[said].pos != "VERB":
            continue
        parted = next((k for k in range(i + 1, said) if words[k].text == ","), None)
        if parted is None:
            continue
        word.rel = "ccomp"
        for k, other in enumerate(words[:parted]):
            if other.head == said and k != i and not other.rel.startswith(("root", "punct")):
                other.head = i
        teller = next((w for w in words[said + 1 :] if w.head == said and w.rel == "obj"), None)
        if teller is not None:
            teller.rel = "nsubj"


def attach_goals(words: list[Word]) -> None:
    """Part "commandés par le Pérou au Chili": a name has no complement with "à", its verb has."""
    for word in list(words):
        noun = words[word.head]
        name = words[noun.head]
        if word.rel != "case" or word.text.lower() not in _TO or noun.rel != "nmod" or name.pos != "PROPN":
            continue
        if name.rel.partition(":")[0] in ("obl", "nsubj") and words[name.head].pos == "VERB" and noun.pos in _NAMES:
            noun.head, noun.rel = name.head, "obl:arg"


def free_sighing_tellers(words: list[Word]) -> None:
    """Make the noun behind a reflexive verb that tells what stands before it its subject ("« ... », s'est plaint le
    ministre"): such a verb has no other object."""
    cased = {w.head for w in words if w.rel in ("case", "mark")}
    for i, teller in enumerate(words):
        said = teller.head
        if teller.rel != "obj" or teller.pos not in _NAMES or i in cased or said >= i or words[said].pos != "VERB":
            continue
        own = [n for n in range(said) if words[n].head == said]
        reflexive = any(words[n].text.lower() in _SELF and words[n].rel.startswith("expl") for n in own)
        group = _first_of(words, said)
        opened = group > 0 and words[group - 1].text in _CLOSING
        if reflexive and opened and not any(w.head == said and w.rel.startswith(_SUBJECTS) for w in words):
            teller.rel = "nsubj"


def attach_told_subjects(words: list[Word]) -> None:
    """Give the verb behind an inserted "a-t-il ajouté" the noun before it as its subject, and that of a clause with
    "que" its own."""
    _attach_marked_subjects(words)
    for i, noun in enumerate(words):
        told = noun.head
        if noun.rel not in ("nsubj", "obj") or not i < told:
            continue
        inverted = next((n for n in range(i + 1, min(told + 4, len(words))) if _is_inverted(words, n, told)), None)
        if inverted is None or not any(w.text == "," for w in words[i:told]):
            continue
        after = max(inverted, told)
        main = next((n for n in range(after + 1, len(words)) if words[n].pos == "VERB" and _is_free(words, n)), None)
        if main is None or words[after + 1].text != "," or any(w.first for w in words[after + 1 : main + 1]):
            continue
        noun.head, noun.rel = main, "nsubj"
        if words[main].head == told:
            words[main].head, words[main].rel = main, "root"
            words[told].head, words[told].rel = main, "parataxis"


def _attach_marked_subjects(words: list[Word]) -> None:
    """Give the verb of a clause with "que" the noun behind the conjunction ("a dit qu'un vol, avec vingt médecins,
    partirait"), which the model hangs on the verb of saying."""
    for mark in list(words):
        i = mark.head
        noun = words[i]
        said = noun.head
        if mark.rel != "mark" or mark.text.lower() not in _THAT or noun.pos not in _NAMES or not said < i:
            continue
        if words[said].pos != "VERB" or any(w.head == i and w.rel in ("cop", "nsubj") for w in words):
            continue
        end = next((n for n in range(i + 1, len(words)) if words[n].first), len(words))
        later = (n for n in range(i + 1, end) if words[n].pos == "VERB" and words[n].head == said)
        verb = next((n for n in later if words[n].rel in ("conj", "parataxis", "dep") and _is_free(words, n)), None)
        if verb is not None:
            words[verb].rel, mark.head = "ccomp", verb
            noun.head, noun.rel = verb, "nsubj"


def _is_inverted(words: list[Word], n: int, verb: int) -> bool:
    return words[n].head == verb and words[n].text.lower().lstrip("-").removeprefix("t-") in (
        "il",
        "elle",
        "ils",
        "elles",
    )


def _attach_numbers(words: list[Word]) -> None:
    """Make the bare number before a finite verb, which the model calls a modifier of it or of the adverb between, its
    subject ("sur les 40 camions, 12 seulement sont arrivés", "deux autres suivront")."""
    for i, number in enumerate(words):
        if number.pos != "NUM" or number.rel != "nummod" or number.head <= i:
            continue
        above = words[number.head]
        verb = above.head if above.pos == "ADV" and above.head > number.head else number.head
        between = words[i + 1 : _first_of(words, verb)]
        beside = all(w.pos in ("ADV", "ADJ", "PRON", "DET") and w.text != "," for w in between)
        if words[verb].pos not in ("VERB", "AUX") or not beside or not _is_free(words, verb):
            continue
        passive = any(w.head == verb and w.rel == "aux:pass" for w in words)
        number.head, number.rel = verb, "nsubj:pass" if passive else "nsubj"
        for word in between:
            if word.pos in ("ADV", "ADJ") and word.head == verb:
                word.head = i


def attach_neighbours(words: list[Word]) -> None:
    """Make the bare noun right before a finite verb its subject ("Interrogé par la radio, le député a jugé")."""
    _attach_numbers(words)
    cased = {w.head for w in words if w.rel in ("case", "mark")}
    for i, verb in enumerate(words):
        if verb.pos != "VERB" or not _is_free(words, i):
            continue
        first = _first_of(words, i)
        if first == 0 or words[first].first:
            continue
        noun = _noun_ending_at(words, first - 1)
        if noun is None or noun in cased or words[noun].text.lower() in DAYS:
            continue
        above = words[words[noun].head]
        if words[noun].head == i and words[noun].rel in _OPEN:
            words[noun].rel = "nsubj"
        elif words[noun].rel in ("obl:agent", "obl:mod") and above.feats.get("VerbForm") == "Part":
            participle = words[noun].head
            if verb.head != participle or not any(w.text == "," for w in words[participle:noun]):
                continue
            words[noun].head, words[noun].rel = i, "nsubj"
            root = above.head == participle
            verb.head, verb.rel = (i, "root") if root else (above.head, above.rel)
            above.head, above.rel = i, "advcl"


def _is_free(words: list[Word], verb: int) -> bool:
    """Say whether the verb is finite or has a finite auxiliary, and has no subject."""
    near = words[max(0, verb - 30) : verb + 12]
    if any(w.head == verb and w.rel.startswith(_SUBJECTS) for w in near):
        return False
    helpers = [w for w in words[max(0, verb - 6) : verb] if w.head == verb and w.rel.startswith(("aux", "cop"))]
    return any(w.feats.get("VerbForm") == "Fin" for w in (words[verb], *helpers))


def _first_of(words: list[Word], verb: int) -> int:
    """Return the first token of the verb's group: its auxiliaries, clitics and adverbs right before it."""
    first = verb
    while first > 0 and not words[first].first:
        before = words[first - 1]
        helps = before.rel.startswith(("aux", "cop", "expl", "iobj"))
        inside = before.head == verb and (helps or (before.pos in ("PRON", "ADV") and before.rel != "nsubj"))
        if not inside or before.pos in _NAMES:
            break
        first -= 1
    return first


def _noun_ending_at(words: list[Word], last: int) -> int | None:
    """Return the head of the noun phrase that ends with token ``last``, or None."""
    at = last
    for _ in range(6):
        head = words[at].head
        if words[at].rel.partition(":")[0] not in ("nmod", "amod", "flat", "appos") or not at - 8 <= head < at:
            break
        at = head
    return at if words[at].pos in _NAMES or (words[at].text[:1].isupper() and words[at].pos in ("ADJ", "ADV")) else None
