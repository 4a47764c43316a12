"""French: spaCy's French models follow Universal Dependencies (Sequoia); only what they leave open is settled here."""

from functools import cache
from typing import cast

from onrecord.language.coordination import mend_lists, mend_pairs, part_gaps
from onrecord.language.languages.fr.breaks import join_breaks
from onrecord.language.languages.fr.clauses import (
    free_main_clauses,
    free_receivers,
    hang_by_agreement,
    join_sentences,
)
from onrecord.language.languages.fr.objects import free_objects_behind
from onrecord.language.languages.fr.presents import raise_main_verbs
from onrecord.language.languages.fr.pronouns import free_clitics, free_days, free_reflexives, mend_demonstratives
from onrecord.language.languages.fr.subjects import (
    attach_goals,
    attach_neighbours,
    attach_told_subjects,
    free_sighing_tellers,
    mend_forms,
)
from onrecord.language.lexicons import settings
from onrecord.language.prepositional import join_prepositions
from onrecord.language.trees import untangle
from onrecord.language.universal import Word

_FUTURE = ("rai", "ras", "ra", "rons", "rez", "ront")
_CONDITIONAL = ("rais", "rait", "rions", "riez", "raient")
_TO_COME = (*_FUTURE, *_CONDITIONAL)
_INFINITIVES = ("er", "ir", "re", "ïr")
_PARTICIPLES = ("ées", "ée", "és", "é")
_PRESENT = ("ent", "es", "e")
_RELATIVE = ("qui", "laquelle", "lequel", "lesquels", "lesquelles", "auquel", "auxquels", "auxquelles", "duquel")
_EMPHATIC = ("lui", "elle", "eux", "elles")
_OBLIQUE = ("obl", "obl:mod", "obl:arg")


def to_universal(words: list[Word]) -> None:
    """Mark passives, agents introduced by "par" that the model calls plain modifiers, futures and conditionals."""
    cases = {w.head: w.lemma.lower() for w in words if w.rel == "case"}
    _mend_words(words)
    join_sentences(words)
    free_main_clauses(words)
    free_clitics(words)
    mend_demonstratives(words)
    attach_told_subjects(words)
    attach_neighbours(words)
    free_days(words)
    free_objects_behind(words)
    _raise_denials(words)
    free_reflexives(words)
    _mend_presents(words)
    _free_movers(words)
    raise_main_verbs(words)
    passive = {w.head for w in words if w.rel in ("aux:pass", "nsubj:pass")}
    for i, word in enumerate(words):
        if word.rel == "root" or word.head == i:
            word.rel, word.head = "root", i
        if i in passive:
            word.feats = {**word.feats, "Voice": "Pass"}
        if word.pos in ("VERB", "AUX"):
            _set_lemma(word)
            _set_tense(word)
    _free_objects(words)
    for i, word in enumerate(words):
        above = words[word.head]
        if word.rel in _OBLIQUE and word.pos != "VERB" and above.pos == "ADV" and above.head not in (word.head, i):
            # "promises gratuitement à six pays": given to, not gratis to
            word.head = above.head
        if word.rel in _OBLIQUE and cases.get(i) == "par" and _takes_agent(words[word.head]):
            word.rel = "obl:agent"
    join_prepositions(words, "fr")
    _free_fixed(words)
    _mend_names(words)
    _attach_relatives(words)
    hang_by_agreement(words)
    free_receivers(words)
    attach_goals(words)
    _free_main_verbs(words)
    _free_told_clauses(words)
    _free_tellers(words)
    _free_partitives(words)
    mend_lists(words)
    part_gaps(words)
    _attach_subjects(words)
    _raise_predicates(words)


def _mend_words(words: list[Word]) -> None:
    join_breaks(words)
    _mend_participles(words)
    mend_forms(words)
    mend_pairs(words, ("entre",), ("et",))


def _raise_predicates(words: list[Word]) -> None:
    """Read an adjective that the model calls a verb's object as its predicate ("s'est dit prêt à envoyer")."""
    determined = {w.head for w in words if w.rel in ("det", "case")}
    for i, word in enumerate(words):
        if word.pos == "ADJ" and word.rel == "obj" and i not in determined and words[word.head].pos == "VERB":
            word.rel = "xcomp"


def _free_fixed(words: list[Word]) -> None:
    """Part the name from a conjunction of several words that the model has taken it into ("de même que le Pérou")."""
    for word in words:
        head = words[word.head]
        if word.rel == "fixed" and word.pos in ("PROPN", "NOUN") and head.rel in ("advmod", "cc", "mark"):
            verb, word.head = head.head, head.head
            word.rel = "conj" if words[verb].pos in ("VERB", "AUX") else "nmod"


def _mend_names(words: list[Word]) -> None:
    """Read a capitalised word inside a sentence as a name where the model calls it an adverb ("a remercié Oslo")."""
    objects = {w.head for w in words if w.rel == "obj"}
    for i, word in enumerate(words):
        if word.pos != "ADV" or word.rel != "advmod" or not word.text[:1].isupper() or word.first:
            continue
        if words[word.head].pos == "VERB" and word.head < i:
            word.pos, word.feats = "PROPN", {}
            word.rel = "obl:mod" if word.head in objects else "obj"


def _attach_relatives(words: list[Word]) -> None:
    """Hang a relative clause after a comma ("le Pérou, à qui le Chili a livré du blé,") on the noun before it."""
    # The mends before may have hung words on each other, and this one climbs
    untangle(words)
    for i, word in enumerate(words):
        if word.pos != "PRON" or word.text.lower() not in _RELATIVE or i < 3:
            continue
        before = i - 1
        while before > 0 and (words[before].rel in ("case", "punct") and words[before].text not in (".", ";", ":")):
            before -= 1
        verb = word.head
        while words[verb].pos != "VERB" and words[verb].head != verb:
            verb = words[verb].head
        noun = words[before]
        while noun.rel in ("nmod", "amod", "flat:name", "appos") and words[noun.head].pos in ("NOUN", "PROPN"):
            before = noun.head
            noun = words[before]
        if words[verb].rel != "advcl" or verb < i or noun.pos not in ("NOUN", "PROPN") or before >= i - 1:
            continue
        if noun.head == verb:
            noun.head = words[verb].head
        words[verb].head, words[verb].rel = before, "acl:relcl"
        word.head, word.rel = verb, "obl:arg"


def _free_main_verbs(words: list[Word]) -> None:
    """Free the main verb from the relative clause before it ("Une source, qui a requis l'anonymat, évoque un retard").

    The sign is a sentence without a verb of its own, whose noun has a relative clause between commas to which another
    verb is joined without a conjunction.
    """
    joined = {w.head for w in words if w.rel == "cc"}
    held = {w.head for w in words if w.rel.startswith(("nsubj", "expl:subj"))}
    for i, word in enumerate(words):
        clause = words[word.head]
        if word.rel != "conj" or word.pos != "VERB" or clause.rel != "acl:relcl" or i in joined or i in held:
            continue
        first = min([i, *(n for n, w in enumerate(words) if w.head == i and n < i and w.rel != "punct")])
        noun = clause.head
        if noun > word.head or words[noun].rel != "root" or first == 0 or words[first - 1].text != ",":
            continue
        words[noun].head, words[noun].rel = i, "nsubj"
        word.head, word.rel = i, "root"
        for other in words[i + 1 :]:
            if other.head == noun and other.rel == "punct":
                other.head = i


def _free_told_clauses(words: list[Word]) -> None:
    """Give a clause told before an inverted verb its own verb back ("Le pont rouvrira lundi, a ajouté le maire").

    The sign is a finite verb without a relative pronoun that the model takes for a modifier of the other verb's
    subject, a comma before that other verb, and its own subject read as its object behind it.
    """
    for i, clause in enumerate(words):
        noun = clause.head
        verb = words[noun].head
        if clause.rel != "acl" or clause.feats.get("VerbForm") != "Fin" or not noun < i < verb:
            continue
        said = words[verb]
        first = min([verb, *(n for n in range(i, verb) if words[n].head == verb and words[n].rel.startswith("aux"))])
        teller = next((n for n in range(verb + 1, len(words)) if words[n].head == verb and words[n].rel == "obj"), None)
        if words[noun].rel != "nsubj" or said.pos != "VERB" or teller is None or words[first - 1].text != ",":
            continue
        words[noun].head = i
        clause.head, clause.rel = verb, "ccomp"
        words[teller].rel = "nsubj"


def _free_tellers(words: list[Word]) -> None:
    """Give the one who tells behind an inverted verb his verb, and the verb before its object back ("Le maire a accepté
    l'aide que la ville offre, a annoncé le port").

    The sign is a verb after a comma, without conjunction, whose object stands right behind it while the object of the
    verb before has been taken for its subject.
    """
    free_sighing_tellers(words)
    opened = {w.head for w in words if w.rel in ("mark", "cc")}
    for i, said in enumerate(words):
        above = said.head
        if said.pos != "VERB" or said.rel not in ("ccomp", "parataxis", "advcl") or above >= i or i in opened:
            continue
        own = [n for n, w in enumerate(words) if w.head == i]
        first = min([i, *(n for n in own if n < i and words[n].rel.startswith("aux"))])
        object_ = next((n for n in own if words[n].rel == "nsubj" and above < n < first), None)
        teller = next((n for n in own if words[n].rel == "obj" and n > i), None)
        if object_ is None or teller is None or words[first - 1].text != "," or words[above].pos != "VERB":
            continue
        if any(words[n].pos in ("VERB", "AUX") and words[n].head != object_ for n in range(i + 1, teller)):
            continue
        words[object_].head, words[object_].rel = above, "obj"
        words[teller].rel = "nsubj"
        said.rel = "parataxis"


def _free_partitives(words: list[Word]) -> None:
    """Part "a promis au Népal des générateurs": the plural after a name is the verb's object, not the name's owner."""
    objects = {w.head for w in words if w.rel.partition(":")[0] == "obj"}
    cased = {w.head for w in words if w.rel in ("case", "mark")}
    determined = {w.head for w in words if w.rel == "det"}
    for i, word in enumerate(words):
        if word.rel == "obj" and word.pos == "PROPN" and i in cased:
            # "a obtenu de la Norvège un prêt"
            word.rel = "obl:arg"
        if word.rel == "obl:arg" and word.pos == "NOUN" and word.head < i and i in determined and i not in cased:
            verb = words[word.head]
            if verb.pos == "VERB" and word.head not in objects and verb.feats.get("Voice") != "Pass":
                word.rel = "obj"
                objects.add(word.head)
    for word in words:
        if word.rel != "case" or word.text.lower() != "des" or words[word.head].rel != "nmod":
            continue
        thing = words[word.head]
        name = words[thing.head]
        verb = words[name.head]
        is_name = name.text[:1].isupper() and not name.first
        if thing.pos != "NOUN" or thing.text[:1].isupper() or not is_name or name.rel not in _OBLIQUE:
            continue
        if verb.pos != "VERB" or name.head in objects or verb.feats.get("Voice") == "Pass" or name.head > thing.head:
            continue
        place, at = thing.head, word.head
        thing.head, thing.rel, word.rel = name.head, "obj", "det"
        for j, other in enumerate(words):
            if other.head == place and other.rel == "conj" and j > at and not other.text[:1].isupper():
                other.head = at


def _attach_subjects(words: list[Word]) -> None:
    """Give a finite verb the subject that an emphatic pronoun has cut off ("Le Chili, lui, s'est engagé")."""
    held = {w.head for w in words if w.rel.partition(":")[0] in ("nsubj", "csubj", "expl:subj")}
    finite = {w.head for w in words if w.rel.startswith("aux")}
    cased = {w.head for w in words if w.rel in ("case", "mark")}
    emphatic = {w.head for w in words if w.pos == "PRON" and w.rel in ("nmod", "appos") and w.text.lower() in _EMPHATIC}
    for i, word in enumerate(words[:-1]):
        # "a elle aussi promis"
        if word.rel in ("iobj", "obj", "nsubj") and word.text.lower() in _EMPHATIC and words[i + 1].head == i:
            word.rel = "advmod" if words[i + 1].pos == "ADV" and word.head > i else word.rel
    for i, word in enumerate(words):
        if word.rel not in ("obl:mod", "nmod", "dislocated", "obl:arg", "dep") or i in cased or i > word.head:
            continue
        verb = words[word.head]
        tensed = word.head in finite or verb.feats.get("VerbForm") == "Fin"
        if verb.pos == "VERB" and tensed and word.head not in held and (i in emphatic or word.pos == "PROPN"):
            word.rel = "nsubj"
            held.add(word.head)


def _mend_presents(words: list[Word]) -> None:
    """Read "dit", "écrit", "fait" with a subject and no auxiliary as presents: the model takes them for participles,
    which look the same."""
    helped = {w.head for w in words if w.rel.startswith(("aux", "cop"))}
    subjects = {w.head for w in words if w.rel == "nsubj"}
    for i, verb in enumerate(words):
        if verb.pos != "VERB" or verb.feats.get("VerbForm") != "Part" or not verb.text.endswith("t") or i in helped:
            continue
        # The participle of "avertir" is "averti": "avertit" can be no other form.
        if i in subjects or (verb.text.endswith("it") and verb.lemma.endswith("ir")):
            kept = {k: v for k, v in verb.feats.items() if k not in ("Gender", "Voice")}
            verb.feats = {**kept, "Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin"}


def _mend_participles(words: list[Word]) -> None:
    """Read "a téléphoné" as a verb where the model takes the participle for a noun or adjective."""
    for helper in words:
        verb = words[helper.head]
        if helper.rel == "aux:tense" and verb.pos in ("NOUN", "ADJ") and verb.text.lower().endswith(_PARTICIPLES):
            ending = next(e for e in _PARTICIPLES if verb.text.lower().endswith(e))
            verb.pos, verb.lemma = "VERB", verb.text.lower()[: -len(ending)] + "er"
            verb.feats = {"VerbForm": "Part", "Tense": "Past"}


def _raise_denials(words: list[Word]) -> None:
    """Read "Kigali dément avoir envoyé ..." by its verb: the model takes it for an adverb of the infinitive."""
    confused = cast("dict[str, str]", settings("fr")["lemmas"])
    for i in range(1, len(words) - 1):
        word, helper = words[i], words[i + 1]
        act = helper.head
        if word.pos == "VERB" or word.text.lower() not in confused or helper.text.lower() not in ("avoir", "être"):
            continue
        if not helper.rel.startswith("aux") or act <= i:
            continue
        word.pos, word.feats = "VERB", {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin"}
        root = words[act].rel in ("root", "ROOT") or words[act].head == act
        word.head, word.rel = (i, "root") if root else (words[act].head, words[act].rel)
        for other in words[:i]:
            if other.head == act and other.rel == "nsubj":
                other.head = i
        words[act].head, words[act].rel = i, "xcomp"


def _free_objects(words: list[Word]) -> None:
    """Read a noun that the model calls punctuation or leaves open, after a verb that has no object, as its object."""
    held = {w.head for w in words if w.rel in ("obj", "xcomp", "ccomp")}
    cased = {w.head for w in words if w.rel == "case"}
    for i, word in enumerate(words):
        free = word.pos == "NOUN" and word.rel in ("punct", "dep") and i not in cased
        if free and word.head < i and word.head not in held and words[word.head].pos == "VERB":
            word.rel = "obj"
            held.add(word.head)


def _free_movers(words: list[Word]) -> None:
    """Give verbs that form their perfect with "être" ("sont entrés") their subject back: they have no passive."""
    movers = cast("list[str]", settings("fr", "grammar.toml")["intransitive"])
    # "Avaient été débarquées" is a passive all the same
    unloaded = {w.head for w in words if w.text.lower() == "été" and w.rel.startswith("aux")}
    for word in words:
        if (
            word.rel in ("nsubj:pass", "aux:pass")
            and word.head not in unloaded
            and words[word.head].lemma.lower() in movers
        ):
            word.rel = "nsubj" if word.rel == "nsubj:pass" else "aux:tense"


def _takes_agent(word: Word) -> bool:
    return word.feats.get("Voice") == "Pass" or (word.rel == "acl" and word.feats.get("VerbForm") == "Part")


def _set_lemma(word: Word) -> None:
    """Give a verb its infinitive where the model left the form as it stands ("demande") or added to it."""
    form, lemma = word.text.lower(), word.lemma.lower()
    confused = cast("dict[str, str]", settings("fr")["lemmas"])
    if form in confused:
        word.lemma = confused[form]
    elif lemma.endswith("erer") and not form.endswith("er"):
        word.lemma = lemma[:-2]
    elif not lemma.endswith(_INFINITIVES):
        ending = next((e for e in _PRESENT if form.endswith(e)), None)
        word.lemma = form[: -len(ending)] + "er" if ending else word.lemma


def _set_tense(word: Word) -> None:
    """Set the tense of a future or conditional, which the model often calls a present or a participle, from its ending:
    no participle ends so."""
    form, lemma = word.text.lower(), word.lemma.lower()
    if word.feats.get("VerbForm") == "Inf" or form == lemma:
        return
    tense = word.feats.get("Tense") if word.feats.get("VerbForm") != "Part" else None
    if (tense == "Fut" and not form.endswith(_FUTURE)) or (
        tense == "Past" and lemma.endswith("ir") and form.endswith("it") and not form.endswith(("tint", "vint"))
    ):
        # "fournit", "garantit": the press tells in the present what could as well be a simple past
        word.feats = {**word.feats, "Tense": "Pres"}
    if not form.endswith(_TO_COME):
        return
    for ending, feats in (
        *((e, {"Mood": "Ind", "Tense": "Fut", "VerbForm": "Fin"}) for e in _FUTURE),
        *((e, {"Mood": "Cnd", "Tense": "Pres", "VerbForm": "Fin"}) for e in _CONDITIONAL),
    ):
        if form.endswith(ending) and any(form.endswith(stem + ending[1:]) for stem in _stems(lemma)):
            word.feats = {**word.feats, **feats}
            return


@cache
def _stems(lemma: str) -> tuple[str, ...]:
    """Return the ends of the stems, with their final r, to which ``lemma`` adds the endings of the future."""
    irregular = cast("dict[str, str]", settings("fr")["future_stems"])
    for ending, stem in sorted(irregular.items(), key=lambda pair: -len(pair[0])):
        if lemma.endswith(ending):
            return (stem,)
    if lemma.endswith("er"):
        # "emploiera", "achètera": the vowel before may change, the "er" stays
        return ("er",)
    if lemma.endswith("ir"):
        return (lemma[-3:],)
    return (lemma[-4:-1],) if lemma.endswith("re") else ()
