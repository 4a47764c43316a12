"""English: from the ClearNLP relations of spaCy's English models to Universal Dependencies version 2.

Source of the two schemes: the CLEAR style guideline (Choi and Palmer 2012) and the UD guidelines.
"""

from functools import cache
from typing import cast

from onrecord.language.coordination import mend_lists, mend_pairs, part_gaps
from onrecord.language.lexicons import settings
from onrecord.language.prepositional import join_prepositions
from onrecord.language.universal import Word

_RENAMED = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "prt": "compound:prt",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "neg": "advmod",
    "oprd": "xcomp",
    "npadvmod": "obl:npmod",
    "quantmod": "advmod",
    "intj": "discourse",
    "meta": "dep",
    "preconj": "cc:preconj",
    "predet": "det:predet",
}
_CLAUSAL = {"VERB", "AUX", "ADJ", "ADV"}
_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_WHILE = {"as"}
_AFTER = {"after", "before", "since", "as", "while", "when", "because", "although", "though"}
_PREPOSITIONS = {"prep", "agent", "dative"}


def to_universal(words: list[Word]) -> None:
    """Rewrite ``words`` in place: coordination, prepositions, copulas, names of relations."""
    for i, word in enumerate(words):
        if word.rel == "root":
            word.head = i
        if word.rel == "aux" and word.tag == "TO":
            word.rel = "mark"
        if word.rel == "neg":
            word.feats = {**word.feats, "Polarity": "Neg"}
        if word.pos == "VERB":
            word.lemma = _lemmas().get(word.text.lower(), word.lemma)
    _raise_conjuncts(words)
    _flatten_conjuncts(words)
    _mend_yet_to(words)
    _mend_subordinates(words)
    _mend_reduced_relatives(words)
    _mend_compounds(words)
    children = _children(words)
    for i, word in enumerate(words):
        is_participle = word.pos == "VERB" and any(words[c].rel == "pobj" for c in children[i])
        # "to Samoa and to Fiji": one preposition joins the other
        again = word.rel == "conj" and word.pos == "ADP" and words[word.head].pos in ("NOUN", "PROPN", "PRON")
        if again or (word.rel in _PREPOSITIONS and (word.pos in ("ADP", "SCONJ", "PART") or is_participle)):
            _lift_object(words, children, i)
    _lift_predicates(words)
    for i, word in enumerate(words):
        if word.rel == "dative":
            word.rel = "iobj"
        if word.rel == "pobj" and words[word.head].pos == "VERB" and word.head > i:
            # "The loan which the bank granted": no preposition has it
            word.rel = "obj"
        word.rel = _RENAMED.get(word.rel, word.rel)
        if word.rel in ("nsubj:pass", "aux:pass"):
            words[word.head].feats = {**words[word.head].feats, "Voice": "Pass"}
        if word.head == i:
            word.rel = "root"
    _mend_particles(words)
    _free_days(words)
    join_prepositions(words, "en")
    _part_clauses(words)
    mend_pairs(words, ("between",), ("and",))
    mend_lists(words)
    part_gaps(words)


@cache
def _lemmas() -> dict[str, str]:
    """Return the lemmas of verb forms that the model gets wrong."""
    return cast("dict[str, str]", settings("en")["lemmas"])


def _part_clauses(words: list[Word]) -> None:
    """Read "Lima gave 2 million; Oslo has frozen its share" as two clauses: the parser takes the first for what the
    verb of the second says."""
    parted = {w.head: i for i, w in enumerate(words) if w.text == ";" and w.head > i}
    for i, word in enumerate(words):
        if word.rel == "ccomp" and i < parted.get(word.head, -1):
            word.rel = "parataxis"


def _raise_conjuncts(words: list[Word]) -> None:
    """Join a finite verb in the past to the finite verb above the gerund or infinitive that the parser joins it to
    ("accused X of firing at boats and summoned its ambassador")."""
    subjects = {w.head for w in words if w.rel in ("nsubj", "nsubjpass")}
    for i, word in enumerate(words):
        head = words[word.head]
        if word.rel != "conj" or word.tag != "VBD" or i in subjects or head.tag not in ("VBG", "VB"):
            continue
        if any(w.head == word.head and w.rel == "aux" for w in words):
            continue
        above, passed = head.head, {i, word.head}
        while above not in passed and words[above].tag not in ("VBD", "VBZ", "VBP"):
            passed.add(above)
            above = words[above].head
        if above in passed or above > i or words[above].pos not in ("VERB", "AUX"):
            continue
        for joint in words[word.head : i]:
            if joint.rel == "cc" and joint.head == word.head:
                joint.head = above
        word.head = above


def _mend_subordinates(words: list[Word]) -> None:
    """Read "as an air bridge brought tents" as a clause, where the parser takes "as" for a preposition and the verb for
    a participle: what has an object of its own is active. Read "X fell on Monday, hours after Y fired" by its first
    verb, where the parser reads it by the second."""
    for i, verb in enumerate(words):
        noun = words[verb.head]
        as_ = words[noun.head]
        active = any(w.head == i and w.rel == "dobj" for w in words)
        if verb.rel == "acl" and verb.tag in ("VBN", "VBD") and active and noun.rel == "pobj" and verb.head < i:
            main = as_.head
            if as_.text.lower() in _WHILE and as_.rel == "prep" and words[main].pos == "VERB":
                at = noun.head
                verb.head, verb.rel, verb.tag = main, "advcl", "VBD"
                verb.feats = {"Tense": "Past", "VerbForm": "Fin"}
                noun.head, noun.rel = i, "nsubj"
                words[at].head, words[at].rel, words[at].pos = i, "mark", "SCONJ"
    for i, root in enumerate(words):
        if root.head != i or root.pos != "VERB":
            continue
        mark = next((n for n, w in enumerate(words) if w.head == i and w.rel == "mark" and n < i), None)
        first = next((n for n, w in enumerate(words[:i]) if w.head == i and w.rel == "ccomp" and w.pos == "VERB"), None)
        if mark is None or first is None or first > mark or words[mark].text.lower() not in _AFTER:
            continue
        if not any(w.head == first and w.rel in ("nsubj", "nsubjpass") for w in words[:first]):
            continue
        words[first].head, words[first].rel = first, "root"
        root.head, root.rel = first, "advcl"


def _mend_yet_to(words: list[Word]) -> None:
    """Read "has yet to arrive" and "are yet to arrive" as "has not arrived": the infinitive is the verb, denied."""
    for i, verb in enumerate(words):
        helper = words[verb.head]
        if verb.rel not in ("xcomp", "ccomp", "advcl", "acl") or helper.lemma not in ("have", "be") or verb.head >= i:
            continue
        yet = next((w for w in words[verb.head + 1 : i] if w.text.lower() == "yet"), None)
        to = next((w for w in words[verb.head + 1 : i] if w.tag == "TO" and w.head == i), None)
        if yet is None or to is None or verb.tag not in ("VB", "VBN"):
            continue
        at = verb.head
        verb.head, verb.rel = (i if helper.head == at else helper.head), helper.rel
        verb.feats = {"Aspect": "Perf", "Tense": "Past", "VerbForm": "Part"}
        passive = any(w.head == i and w.rel in ("auxpass", "aux:pass") for w in words)
        for word in words:
            if word.head == at and word is not verb:
                word.head = i
                if word.rel == "nsubj" and passive:
                    word.rel = "nsubjpass"
        helper.head, helper.rel, helper.pos, helper.lemma = i, "aux", "AUX", "have"
        to.rel = "dep"
        yet.head, yet.rel = i, "neg"
        yet.feats = {**yet.feats, "Polarity": "Neg"}


def _mend_reduced_relatives(words: list[Word]) -> None:
    """Read "the radars promised in May have not arrived" as the parser should have: it takes "promised" for finite.

    The sign is a clause before its verb, without comma or subordinator between, that has taken the verb's subject.
    """
    subjects = {w.head: i for i, w in enumerate(words) if w.rel in ("nsubj", "nsubjpass")}
    helped = {w.head for w in words if w.rel in ("aux", "auxpass", "mark")}
    for i, word in enumerate(words):
        head = word.head
        if word.rel != "ccomp" or not i < head or word.tag not in ("VBN", "VBD") or i not in subjects:
            continue
        between = (w.rel == "punct" for w in words[i:head])
        if head in subjects or i in helped or subjects[i] > i or any(between) or words[head].pos not in ("VERB", "AUX"):
            continue
        subject = words[subjects[i]]
        passive = any(w.head == head and w.rel == "auxpass" for w in words)
        subject.head, subject.rel = head, "nsubjpass" if passive else "nsubj"
        _reduce(words, i, subjects[i])
    # "The radars promised to the navy will arrive in May": the verb is taken for what was promised
    for i, word in enumerate(words):
        told = word.head
        if word.rel not in ("ccomp", "advcl") or told >= i or told not in subjects or i in subjects or i not in helped:
            continue
        between = (w.rel == "punct" or w.tag in ("WDT", "WP", "TO") for w in words[told:i])
        marked = any(w.head == i and w.rel == "mark" for w in words)
        if words[told].tag not in ("VBN", "VBD") or told in helped or subjects[told] > told or marked or any(between):
            continue
        subject = words[subjects[told]]
        word.head, word.rel = (i if words[told].head == told else words[told].head), words[told].rel
        passive = any(w.head == i and w.rel == "auxpass" for w in words)
        subject.head, subject.rel = i, "nsubjpass" if passive else "nsubj"
        for other in words:
            if other.head == told and other.rel == "punct":
                other.head = i
        _reduce(words, told, subjects[told])


def _reduce(words: list[Word], i: int, noun: int) -> None:
    """Make the verb at ``i`` a participle that says more of ``noun``."""
    word = words[i]
    word.head, word.rel = noun, "acl"
    word.feats = {**word.feats, "VerbForm": "Part", "Tense": "Past", "Aspect": "Perf"}


def _free_days(words: list[Word]) -> None:
    """Let the day between a subject and its verb be when the verb says ("Chile on Sunday accused Peru")."""
    for i, day in enumerate(words):
        noun = words[day.head]
        if day.rel != "nmod" or day.text.lower() not in _DAYS or noun.rel not in ("nsubj", "nsubj:pass"):
            continue
        if day.head < i < noun.head and words[noun.head].pos == "VERB":
            day.head, day.rel = noun.head, "obl"


def _mend_particles(words: list[Word]) -> None:
    """Read "fly in engineers" as sending them: the parser takes the particle for a preposition.

    The sign is a verb of sending without an object, right behind it the particle and then a noun without an article.
    """
    verbs, particles = (cast("list[str]", settings("en", "grammar.toml")[n]) for n in ("with_particles", "particles"))
    objects = {w.head for w in words if w.rel == "obj"}
    determined = {w.head for w in words if w.rel in ("det", "nmod:poss")}
    for i, word in enumerate(words[1:], 1):
        verb, noun = words[i - 1], words[word.head]
        if word.rel != "case" or verb.pos != "VERB" or verb.lemma not in verbs or word.text.lower() not in particles:
            continue
        sent = noun.rel == "obl" and noun.head == i - 1 and noun.pos == "NOUN" and word.head not in determined
        if sent and i - 1 not in objects:
            word.head, word.rel, noun.rel = i - 1, "compound:prt", "obj"


def _mend_compounds(words: list[Word]) -> None:
    """Read "rice, cooking oil and blankets" as a list of things: the parser takes the gerund for a second verb."""
    gerunds = cast("list[str]", settings("en", "grammar.toml")["compound_gerunds"])
    objects = {w.head: i for i, w in reversed(list(enumerate(words))) if w.rel == "dobj"}
    for i, word in enumerate(words[:-1]):
        verb = word.head
        noun = words[i + 1]
        listed = word.rel in ("advcl", "conj", "xcomp") and word.text.lower() in gerunds and verb < i
        if not listed or noun.head != i or noun.rel != "dobj" or not verb < objects.get(verb, 0) < i:
            continue
        for other in words:
            if other.head == i and other is not noun:
                other.head = i + 1 if other.rel in ("cc", "conj", "punct") else verb
        for other in words:
            if other.head == i + 1 and other.rel == "conj":
                other.head = objects[verb]
        noun.head, noun.rel = objects[verb], "conj"
        word.head, word.rel, word.pos = i + 1, "compound", "NOUN"


def _children(words: list[Word]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in words]
    for i, word in enumerate(words):
        if word.head != i:
            children[word.head].append(i)
    return children


def _flatten_conjuncts(words: list[Word]) -> None:
    """Hang every conjunct on the first: spaCy chains them."""
    for word in words:
        if word.rel != "conj":
            continue
        for _ in range(len(words)):
            head = words[word.head]
            if head.rel != "conj":
                break
            word.head = head.head


def _lift_object(words: list[Word], children: list[list[int]], at: int) -> None:
    """Let the object of the preposition at ``at`` take its place, the preposition becoming its case or mark.

    Prepositions in a row ("out of Oslo") all become cases of the one object.
    """
    chain = [at]
    while True:
        inner = chain[-1]
        found = next((c for c in children[inner] if words[c].rel in ("pobj", "pcomp")), None)
        deeper = next((c for c in children[inner] if words[c].rel == "prep" and words[c].pos in ("ADP", "SCONJ")), None)
        if found is not None or deeper is None or deeper in chain:
            break
        chain.append(deeper)
    outer = words[at]
    # "the first of four": an adjective or adverb with "of" stands for a noun
    clausal = words[outer.head].pos in _CLAUSAL and not (
        outer.lemma == "of" and words[outer.head].pos in ("ADJ", "ADV")
    )
    if found is None:
        if outer.rel == "prep":
            outer.rel = "advmod"
        return
    target = words[found]
    clause = target.rel == "pcomp" and target.pos in ("VERB", "AUX")
    if clause:
        rel = "advcl" if clausal else "acl"
    elif outer.rel in ("agent", "conj"):
        rel = "obl:agent" if outer.rel == "agent" else "conj"
    else:
        rel = "obl" if clausal else "nmod"
    target.head, target.rel = outer.head, rel
    for link in chain:
        words[link].head, words[link].rel = found, "mark" if clause else "case"
        for child in children[link]:
            if child != found and child not in chain:
                words[child].head = found


def _lift_predicates(words: list[Word]) -> None:
    """Let the predicate of "be" head the clause; elsewhere ("became president") it is an open complement."""
    children = _children(words)
    for i, verb in enumerate(words):
        found = next((c for c in children[i] if words[c].rel in ("attr", "acomp")), None)
        if found is None:
            continue
        expletive = any(words[c].rel == "expl" for c in children[i])
        predicate = words[found]
        if expletive:
            predicate.rel = "nsubj"
        elif verb.lemma != "be":
            predicate.rel = "xcomp"
        else:
            _swap(words, children, i, found)


def _swap(words: list[Word], children: list[list[int]], verb: int, predicate: int) -> None:
    root = words[verb].head == verb
    words[predicate].head = predicate if root else words[verb].head
    words[predicate].rel = "root" if root else words[verb].rel
    for child in children[verb]:
        if child != predicate:
            words[child].head = predicate
            children[predicate].append(child)
    children[verb] = []
    words[verb].head, words[verb].rel = predicate, "cop"
