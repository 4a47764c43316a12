"""Objects behind an oblique: "a promis au Laos quarante camions", "livrera d'ici à juin du blé à Haïti".

The model hangs what follows an oblique on the oblique's noun. But no French noun has another with an article or number
right behind it, no day or month has a thing of its own, and what a day has with a preposition is the verb's.
"""

from functools import cache
from typing import cast

from onrecord.language.languages.fr.pronouns import DAYS
from onrecord.language.lexicons import settings
from onrecord.language.universal import Word

_OBJECTS = ("obj", "xcomp", "ccomp")
_LOOSE = ("nmod", "appos", "amod", "dep", "obl:mod", "obl:arg", "conj", "flat:name", "obj")
_INSIDE = ("nmod", "appos", "amod", "nummod", "flat:name", "flat:foreign", "dep", "conj", "obl:mod")
_INSERTED = ("appos", "conj", "nmod", "obl:mod", "dep")
_PARTITIVE = ("du", "des", "de", "d'")
_RESTRICTED = ("ne", "n'", "n\u2019")
_ONLY = ("que", "qu'", "qu\u2019")
_OPEN = ("dep", "advcl", "ccomp", "xcomp", "obl:mod", "nmod", "advmod")
_OF_SOME = ("des", "de", "d'")
_NEAR = 6
_TO = ("à", "au", "aux")
_GOALS = (*_TO, "en", "pour", "vers", "chez", "par", "via", "depuis")
_DETERMINED = ("det", "nummod")
_STOPS = (",", "(", ")", ":", ";", "-", "\u2013", "\u2014")
_NOMINAL = ("NOUN", "PROPN")
_FARTHEST = 40
_LONGEST_INSERTION = 16


@cache
def _listed(name: str) -> frozenset[str]:
    """Return the words that grammar.toml lists under ``name``."""
    return frozenset(cast("list[str]", settings("fr", "grammar.toml")[name]))


def free_objects_behind(words: list[Word]) -> None:
    """Give the verb the objects, goals and days that the model hangs on an oblique or day between, in place; a noun of
    an act what the model hangs on its agent."""
    _free_things_behind_agents(words)
    _read_clauses_as_things(words)
    _free_numbers(words)
    below: list[list[int]] = [[] for _ in words]
    for i, word in enumerate(words):
        if word.head != i:
            below[word.head].append(i)
    for i, word in enumerate(words):
        if word.rel == "obj" and words[word.head].pos == "VERB" and _is_bare_day(words, below, i):
            # "a accordé le 12 mai du blé", "a accordé la semaine dernière au Laos deux avions"
            word.rel = "obl:mod"
    held = {w.head for w in words if w.rel in _OBJECTS}
    _raise_from_participles(words, below, held)
    _raise_over_insertions(words, below, held)
    for i, word in enumerate(words):
        if word.pos not in _NOMINAL or word.rel not in _LOOSE or word.head == i:
            continue
        if word.head > i:
            _free_before_day(words, below, i)
        elif _is_time(words, i):
            _free_day(words, below, i)
        else:
            _free_thing(words, below, i, held)


def _free_things_behind_agents(words: list[Word]) -> None:
    """Part "la livraison par l'Inde de quarante camions au Laos": a name that acts has no such things of its own."""
    agents = {w.head for w in words if w.rel == "case" and w.text.lower() == "par"}
    cases = {w.head: w.text.lower() for w in reversed(words) if w.rel == "case"}
    for i, word in enumerate(words):
        if word.rel != "nmod" or word.head not in agents or word.head > i:
            continue
        agent = words[word.head]
        counted = any(w.head == i and w.rel == "nummod" for w in words[word.head : i])
        if not (agent.text[:1].isupper() or counted):
            continue
        if agent.rel not in ("nmod", "obl:agent") or words[agent.head].pos != "NOUN":
            continue
        if (cases.get(i) in _PARTITIVE and word.text.islower()) or cases.get(i) in _TO:
            word.head = agent.head


def _read_clauses_as_things(words: list[Word]) -> None:
    """Read a noun that the model calls an adverbial clause ("a mis sous les verrous un opposant") as loose: it is one
    only with a word that opens it or a verb."""
    clausal = {w.head for w in words if w.rel in ("cop", "mark", "nsubj", "case", "advmod", "aux:tense", "acl")}
    for i, word in enumerate(words):
        if word.rel in ("advcl", "ccomp") and word.pos == "NOUN" and word.head < i and i not in clausal:
            word.rel = "obl:mod"


def _free_numbers(words: list[Word]) -> None:
    """Read as its object a number, or what is counted, that the model leaves loose behind a verb without one: after the
    "que" of a restriction ("n'en a livré que 1 500"), or as a part of some ("a libéré six des marins")."""
    held = {w.head for w in words if w.rel in (*_OBJECTS, "nsubj:pass", "aux:pass")}
    restricted = {w.head for w in words if w.text.lower() in _RESTRICTED}
    denied = {w.head for w in words if w.text.lower() in _listed("negation") and w.text.lower() not in _RESTRICTED}
    cased = {w.head for w in words if w.rel == "case"}
    for i, word in enumerate(words):
        if word.rel not in _OPEN or word.head >= i or word.head in held or words[word.head].pos != "VERB":
            continue
        only = next((n for n in range(word.head, i) if words[n].text.lower() in _ONLY and words[n].head == i), None)
        if word.pos in ("NUM", "NOUN") and only is not None and word.head in restricted - denied:
            word.rel, words[only].rel = "obj", "advmod"
            held.add(word.head)
        elif (
            word.pos == "NUM"
            and i not in cased
            and any(
                w.head == i and w.rel == "nmod" and any(c.head == n and c.text.lower() in _OF_SOME for c in words[i:n])
                for n, w in enumerate(words[i + 1 : i + _NEAR], i + 1)
            )
        ):
            word.rel = "obj"
            held.add(word.head)


def _is_time(words: list[Word], i: int) -> bool:
    low = words[i].text.lower()
    return low in DAYS or low in _listed("calendar") or low in _listed("time_nouns")


def _is_closed(words: list[Word], below: list[list[int]], i: int) -> bool:
    """Say whether the time noun at ``i`` can have no complement with "de": a day, a month, "la semaine dernière"."""
    low = words[i].text.lower()
    if (
        low in DAYS
        or low in _listed("calendar")
        or any(words[c].text.lower() in _listed("next_last") for c in below[i])
    ):
        return True
    # "en début de semaine", "d'ici la fin de l'année"
    return words[i].rel == "nmod" and _is_time(words, words[i].head)


def _is_bare_day(words: list[Word], below: list[list[int]], i: int) -> bool:
    """Say whether the object at ``i`` is a day or date that only says when."""
    low = words[i].text.lower()
    if words[i].pos == "NUM":
        return any(words[c].text.lower() in _listed("calendar") for c in below[i] if c == i + 1)
    last = any(words[c].text.lower() in _listed("next_last") for c in below[i])
    return low in DAYS or (last and low in _listed("time_nouns"))


def _raise_from_participles(words: list[Word], below: list[list[int]], held: set[int]) -> None:
    """Give the main verb the object of a participle that can have none ("dans le cadre d'un accord signé en 2021 des
    vivres")."""
    for i, word in enumerate(words):
        part = words[word.head]
        if word.rel != "obj" or part.rel != "acl" or part.feats.get("VerbForm") != "Part" or word.head > i:
            continue
        verb = _verb_of(words, part.head)
        if verb is None or verb in held or not verb < word.head or words[verb].feats.get("Voice") == "Pass":
            continue
        if part.text.lower().endswith("ant") or any(_stops(words, n) for n in range(verb, i)):
            continue
        _set(words, below, i, verb, "obj")
        held.add(verb)


def _raise_over_insertions(words: list[Word], below: list[list[int]], held: set[int]) -> None:
    """Give the verb its object behind an insertion ("a signé, après deux ans de débats, un accord avec le Togo").

    The insertion stands between two commas and opens with a preposition; the object has an article or number.
    """
    for i, word in enumerate(words):
        if word.pos != "NOUN" or not (word.rel in _INSERTED or word.head == i):
            continue
        first = min((c for c in below[i] if words[c].rel in _DETERMINED), default=i)
        if first == i or first < 3 or words[first - 1].text != ",":
            continue
        if any(words[c].rel in ("case", "nsubj", "cop", "cc", "mark") for c in below[i]):
            continue
        comma = next(
            (n for n in range(first - 2, max(first - _LONGEST_INSERTION, 0), -1) if words[n].text == ","), None
        )
        if comma is None or words[comma + 1].pos not in ("ADP", "SCONJ") or not _is_before(words, i, first):
            continue
        verb = next((n for n in range(comma - 1, max(comma - 8, -1), -1) if words[n].pos == "VERB"), None)
        if verb is None or verb in held or any(words[n].pos == "VERB" for n in range(comma, first)):
            continue
        if any(words[n].first or words[n].text in _STOPS[3:5] for n in range(verb + 1, first)):
            # The verb of another sentence
            continue
        act = words[verb]
        reflexive = any(words[c].rel.startswith("expl") for c in below[verb])
        if act.feats.get("Voice") == "Pass" or reflexive or act.lemma.lower() in _listed("intransitive"):
            continue
        for n in range(first, i + 1):
            words[n].first = False
        _set(words, below, i, verb, "obj")
        held.add(verb)


def _is_before(words: list[Word], i: int, first: int) -> bool:
    """Say whether what the noun at ``i`` hangs on stands before its article, in the sentence or as one of its own."""
    return words[i].head == i or words[i].head < first


def _set(words: list[Word], below: list[list[int]], i: int, head: int, rel: str) -> None:
    if words[i].head != i:
        below[words[i].head].remove(i)
    words[i].head, words[i].rel = head, rel
    below[head].append(i)


def _free_before_day(words: list[Word], below: list[list[int]], i: int) -> None:
    """Part "au Laos lundi dernier": the name before the day is no adjective of it."""
    day = words[i].head
    verb = _verb_of(words, day)
    cased = any(words[c].rel == "case" for c in below[i])
    if not cased or not _is_time(words, day) or verb is None or words[i].rel != "amod" or verb > i:
        return
    to = any(words[c].rel == "case" and words[c].text.lower() in _TO for c in below[i])
    _set(words, below, i, verb, "obl:arg" if to else "obl:mod")


def _free_day(words: list[Word], below: list[list[int]], i: int) -> None:
    """Give a day without a preposition behind another noun to the verb ("un prêt de 40 millions jeudi matin")."""
    day = words[i]
    host = day.head
    verb = _verb_of(words, host)
    bare = not any(words[c].rel == "case" for c in below[i])
    if verb is None or not bare or day.text.lower() not in DAYS or _is_time(words, host) or words[host].pos == "VERB":
        return
    _set(words, below, i, verb, "obl:mod")


def _free_thing(words: list[Word], below: list[list[int]], i: int, held: set[int]) -> None:
    """Raise the noun at ``i`` from the oblique that it hangs on to the verb before both."""
    host = words[i].head
    verb = _verb_of(words, host)
    if verb is None or not verb < i or any(_stops(words, n) for n in range(max(host, verb), i)):
        return
    act = words[verb]
    case = next((c for c in below[i] if words[c].rel == "case"), None)
    determined = any(words[c].rel in _DETERMINED for c in below[i])
    dated = host != verb and _is_time(words, host)
    made = any(words[c].lemma == "faire" for c in below[verb])
    moves = act.lemma.lower() in _listed("intransitive") and not made
    open_ = verb not in held and act.feats.get("Voice") != "Pass" and not moves
    if case is None:
        bare = determined and (host == verb or dated or any(words[c].rel == "case" for c in below[host]))
        if bare and open_ and (host != verb or words[i].rel == "obl:mod"):
            _set(words, below, i, verb, "obj")
            _take_over(words, below, host, i, verb)
            held.add(verb)
        elif bare and host != verb and (later := _listed_behind(words, below, i, verb)) is not None:
            _set(words, below, i, verb, "obj")
            _set(words, below, later, i, "conj")
        elif bare and dated:
            _set(words, below, i, verb, "obl:mod")
        return
    low = words[case].text.lower()
    partitive = low in _PARTITIVE and (low in ("du", "des") or determined) and words[i].text.islower()
    named = host != verb and words[host].text[:1].isupper() and not words[host].first
    gives = act.lemma.lower() in _listed("ditransitive")
    if partitive and open_ and ((dated and _is_closed(words, below, host)) or (named and gives)):
        words[case].rel = "det"
        _set(words, below, i, verb, "obj")
        held.add(verb)
    elif dated and low in _GOALS and words[i].text[:1].isupper():
        _set(words, below, i, verb, "obl:arg" if low in _TO else "obl:mod")


def _listed_behind(words: list[Word], below: list[list[int]], i: int, verb: int) -> int | None:
    """Return the object of ``verb`` that goes on a list which the noun at ``i`` begins ("a donné à la Lettonie onze
    remorqueurs, deux grues"), or None."""
    later = next((c for c in below[verb] if c > i and words[c].rel == "obj"), None)
    if later is None:
        return None
    between = words[i + 1 : later]
    parted = any(w.text == "," for w in between) and not any(
        w.pos in ("VERB", "AUX", "PUNCT") for w in between if w.text != ","
    )
    return later if parted and words[later].pos in _NOMINAL else None


def _take_over(words: list[Word], below: list[list[int]], host: int, i: int, verb: int) -> None:
    """Hang on the thing at ``i`` what stands behind it and hung on the noun at ``host`` or above that, up to the verb
    ("a remis au ministère de la Santé 60 000 doses de vaccin contre la grippe")."""
    while host != verb:
        for c in [c for c in below[host] if c > i and words[c].rel in _INSIDE]:
            _set(words, below, c, i, words[c].rel)
        host = words[host].head


def _stops(words: list[Word], n: int) -> bool:
    """Say whether the word at ``n`` parts what stands before it from what follows; the hyphen of "bissau-guinéen" does
    not."""
    word = words[n]
    return word.text in _STOPS and not (word.text == "-" and n > 0 and words[n - 1].end == word.start)


def _verb_of(words: list[Word], i: int) -> int | None:
    """Return the verb that the noun at ``i`` belongs to, itself where it is one, or None."""
    for _ in range(_FARTHEST):
        word = words[i]
        if word.pos == "VERB":
            return i
        if word.head == i or word.rel.partition(":")[0] in ("nsubj", "csubj", "conj", "root"):
            return None
        i = word.head
    return None
