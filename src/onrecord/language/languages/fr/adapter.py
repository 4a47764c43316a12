"""French: spaCy's French models follow Universal Dependencies (Sequoia); only what they leave open is settled here."""

from onrecord.language.universal import Word


def to_universal(words: list[Word]) -> None:
    """Mark passive participles, and agents introduced by "par" that the model calls plain modifiers."""
    cases: dict[int, str] = {w.head: w.lemma.lower() for w in words if w.rel == "case"}
    passive = {w.head for w in words if w.rel in ("aux:pass", "nsubj:pass")}
    for i, word in enumerate(words):
        if word.rel == "root" or word.head == i:
            word.rel, word.head = "root", i
        if i in passive:
            word.feats = {**word.feats, "Voice": "Pass"}
    for i, word in enumerate(words):
        head = words[word.head]
        agentless = head.feats.get("Voice") == "Pass" or (head.rel == "acl" and head.feats.get("VerbForm") == "Part")
        if word.rel in ("obl", "obl:mod", "obl:arg") and cases.get(i) == "par" and agentless:
            word.rel = "obl:agent"
