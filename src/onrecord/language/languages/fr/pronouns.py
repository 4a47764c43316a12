"""Pronouns before the verb, demonstratives of two words, and days between a verb and its object."""

from onrecord.language.universal import Word

DAYS = (
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "hier", "demain", "aujourd'hui", "matin",
    "soir",
)  # fmt: skip
_LATTER = ("dernier", "dernière", "derniers", "dernières")
_VERBAL = ("VERB", "AUX")


def free_clitics(words: list[Word]) -> None:
    """Read "lui" and "leur" right before a verb as its indirect object: the model takes them for its subject."""
    for i, word in enumerate(words[:-1]):
        low = word.text.lower()
        if low not in ("lui", "leur") or word.rel == "iobj":
            continue
        after = i + 1
        if words[after].text.lower() == "en" and after + 1 < len(words):
            after += 1
        helper = words[after]
        if helper.pos not in _VERBAL or (low == "lui" and (word.first or word.opens)):
            continue
        if low == "leur" and word.pos == "DET" and helper.pos != "AUX":
            continue
        verb = helper.head if helper.rel.startswith(("aux", "cop")) else after
        if verb > i:
            word.pos, word.head, word.rel = "PRON", verb, "iobj"


def free_reflexives(words: list[Word]) -> None:
    """Give reflexive verbs ("s'est retirée") their subject back: the model calls it that of a passive.

    "S'" is no condition before anything but "il" and "ils".
    """
    reflexive = {w.head for w in words if w.rel == "expl:pass"}
    for i, word in enumerate(words[:-1]):
        if word.text.lower() not in ("se", "s'") or words[i + 1].text.lower() in ("il", "ils"):
            continue
        if word.pos == "SCONJ":
            word.pos, word.rel = "PRON", "expl:comp"
        if word.rel.startswith("expl") and word.head > i:
            reflexive.add(word.head)
    for word in words:
        if word.head not in reflexive:
            continue
        if word.rel in ("nsubj:pass", "expl:pass"):
            word.rel = "nsubj" if word.rel == "nsubj:pass" else "expl"
        elif word.rel in ("aux:pass", "cop"):
            word.rel = "aux:tense"


def mend_demonstratives(words: list[Word]) -> None:
    """Read "Celui-ci" as one pronoun, and "ce dernier" as a pronoun, the subject of a verb before it that has none."""
    for i, word in enumerate(words[:-1]):
        low, after = word.text.lower(), words[i + 1]
        if low in ("celui", "celle", "ceux", "celles") and after.text == "-" and i + 2 < len(words):
            if words[i + 2].text.lower() not in ("ci", "là"):
                continue
            word.pos, word.lemma = "PRON", f"{low}-{words[i + 2].text.lower()}"
            for part in words[i + 1 : i + 3]:
                part.head, part.rel, part.pos = i, "fixed", "X"
        elif low in ("ce", "cette", "ces") and after.text.lower() in _LATTER and after.head != i + 2:
            after.pos, after.lemma = "PRON", f"{low}-{after.text.lower()}"
            verb = words[after.head]
            told = after.head == i - 1 and verb.pos == "VERB" and after.rel in ("obj", "obl:mod", "obl:arg", "xcomp")
            helpers = [n for n in range(max(0, i - 5), i) if words[n].head == i - 1 and words[n].rel.startswith("aux")]
            first = min([i - 1, *helpers, *(n for n in range(max(0, i - 5), i) if words[n].rel == "iobj")])
            if told and first and words[first - 1].text == ",":
                after.rel = "nsubj"
                for other in words[:i]:
                    if other.head == i - 1 and other.rel.startswith("nsubj"):
                        other.rel = "dislocated"


def free_days(words: list[Word]) -> None:
    """Part "a rappelé vendredi son ambassadeur" and "a livré lundi des vivres": the noun after the day is the verb's
    object, not the day's."""
    cased = {w.head for w in words if w.rel == "case"}
    for i, day in enumerate(words):
        if day.text.lower() not in DAYS or i in cased or words[day.head].pos != "VERB" or day.head > i:
            continue
        if any(w.head == i and w.rel == "det" for w in words[max(0, i - 2) : i]):
            continue
        day.rel = "obl:mod"
        verb = day.head
        for n in range(i + 1, min(i + 5, len(words))):
            thing = words[n]
            if (
                thing.head != i
                or thing.rel not in ("obj", "nmod", "appos", "dep")
                or thing.pos not in ("NOUN", "PROPN")
            ):
                continue
            case = next((k for k in range(i, n) if words[k].head == n and words[k].rel == "case"), None)
            if case is not None and words[case].text.lower() != "des":
                continue
            held = any(w.head == verb and w.rel in ("obj", "xcomp", "ccomp") for w in words)
            thing.head, thing.rel = verb, "obl:mod" if held else "obj"
            if case is not None:
                words[case].rel = "det"
            for other in words[n:]:
                if other.head == i:
                    other.head = verb
            break
