"""Traits: what a report shows of a state or organisation that may be a party of one act, by which it is chosen.

A trait either holds or does not. Those of one candidate say where it stands to the act (in which slot, clause,
sentence, paragraph), how much the report tells of it, what it does in the other acts and what the rules of roles and
understood parties have said. How the two sides stand to each other is read by ``pairs``; ``choosing`` weighs it all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from onrecord.core.making import record
from onrecord.core.parse import Parse
from onrecord.core.records import Event
from onrecord.core.vocabulary import EventType
from onrecord.meaning.events.arguments import Slots
from onrecord.meaning.events.facing import Clue, countries
from onrecord.meaning.events.mentions import MentionMap
from onrecord.meaning.events.parties import Parties
from onrecord.meaning.events.screening import Draft
from onrecord.meaning.events.sensing import ROLES, Sensed

Codes = frozenset[str]
Told = dict[str, dict[str, None]]
"""The traits of each candidate, in the order in which they were read."""

FAMILIES: dict[EventType, str] = {
    "AID": "give", "COOPERATE": "both", "CONSULT": "both", "SUPPORT": "back", "AGREE": "back", "RETREAT": "leave",
    "REQUEST": "word", "ACCUSE": "word", "REJECT": "word", "THREATEN": "word", "CONCEDE": "word",
    "SANCTION": "harm", "COERCE": "harm", "ASSAULT": "harm", "MOBILIZE": "harm", "PROTEST": "harm",
}  # fmt: skip
"""Types whose weights are learned together where one alone is told of too seldom."""
_BODIES = frozenset({"UNO", "EUR", "NAT", "AFU", "ECO", "AES", "ARL", "ASN", "IMF", "WBK", "IGO"})
_OFTEN, _MOSTLY = 0.25, 0.6
_STEPS = (97, 90, 80, 65, 50, 35, 25, 15, 8, 3)
"""The hundredths to which likelihoods are told apart, each with a weight of its own."""
_ALONE, _TOGETHER = 0.08, 0.35
"""Beside one likelier than the first nobody is heard alone; those likelier than the second may be one side together."""
_ELSEWHERE = 0.5
"""Of how many acts together, by likelihood, somebody is heard as the side of other acts."""
_LEVELS = (("clearly", 0.8), ("likely", 0.35), ("hardly", 0.08))
_ROLES = ("actor", "recipient", "either", "other")
_SLOTS = {role: (f"{role} slot", f"{role} slot, a thing", f"{role} slot, a place") for role in _ROLES}
_INSIDE = {role: (f"in {role} slot", f"in {role} slot, a nationality") for role in _ROLES}
_RULES = {
    name: {basis: f"{name}, {basis}" for basis in ("explicit", "referred", "understood")}
    for name in ("actor told", "recipient told", "actor by rule", "recipient by rule")
}


@record
class Act:
    """One act as the choice sees it: its draft, the event as the rules complete it, its slots and clue."""

    draft: Draft
    event: Event
    slots: Slots
    clue: Clue


@record
class Sides:
    """Actors and recipients of each act of a report by their codes."""

    actors: tuple[Codes, ...]
    recipients: tuple[Codes, ...]


class TraitReader:
    """Reads the traits of the candidates of one report."""

    def __init__(
        self, parse: Parse, parties: Parties, mentions: MentionMap, acts: Sequence[Act], sensed: Sensed | None = None
    ) -> None:
        self._parse = parse
        self._parties = parties
        self._sensed = sensed
        self._mentions = mentions
        self._acts = acts
        self.told = Sides(
            tuple(countries(a.draft.event.actors) for a in acts),
            tuple(countries(a.draft.event.recipients) for a in acts),
        )
        self.ruled = Sides(
            tuple(countries(a.event.actors) for a in acts), tuple(countries(a.event.recipients) for a in acts)
        )
        self._families = [FAMILIES[a.event.type] for a in acts]
        self._heard_in: dict[tuple[str, str], dict[str, float]] = {}
        self._heard: dict[tuple[int, str], list[tuple[str, float]]] = {}
        self._doing, self._taking = Counter[str](), Counter[str]()
        self._like: dict[EventType, tuple[Counter[str], Counter[str]]] = defaultdict(lambda: (Counter(), Counter()))
        self._types = Counter(a.event.type for a in acts)
        for n, act in enumerate(acts):
            doing, taking = self._like[act.event.type]
            # Of one or two codes a side: Counter.update would cost more than the counting
            for code in self.ruled.actors[n]:
                doing[code] += 1
                self._doing[code] += 1
            for code in self.ruled.recipients[n]:
                taking[code] += 1
                self._taking[code] += 1

    def candidates(self, n: int) -> Told:
        """Return the traits of each state or organisation that may be a party of the act numbered ``n``."""
        found: Told = defaultdict(dict)
        self._read_slots(n, found)
        self._read_places(n, found)
        self._read_rules(n, found)
        self._read_acts(n, found)
        self._read_speaker(n, found)
        self._read_senses(n, found)
        for code, traits in found.items():
            if code in _BODIES:
                traits["body"] = None
            share = self._mentions.shares.get(code, 0.0)
            if share >= _OFTEN:
                traits["told often" if share < _MOSTLY else "told mostly"] = None
        return found

    def _read_slots(self, n: int, found: Told) -> None:
        """Add how candidates stand to the slots where the roles of the act may stand."""
        act = self._acts[n]
        core, things, holders = act.draft.core, act.draft.item_tokens, dict[int, str]()
        for slot, tokens in act.slots.items():
            does, takes = slot in core.actor, slot in core.recipient
            role = "either" if does and takes else "actor" if does else "recipient" if takes else "other"
            party, thing, place = _SLOTS[role]
            for i in tokens:
                holders.setdefault(i, role)
                named = countries(self._parties.parties(i))
                _note(found, named, thing if i in things else party)
                if (codes := self._mentions.codes.get(i)) is not None:
                    _note(found, codes - named, place)
        for i in self._mentions.tokens(self._parse.tokens[act.draft.candidate.token].sent):
            if i in holders:
                continue
            holder = next((holders[t.i] for t in self._parse.ancestors(i) if t.i in holders), None)
            if holder is not None:
                inside, nationality = _INSIDE[holder]
                _note(found, self._mentions.codes[i], nationality if self._parse.tokens[i].pos == "ADJ" else inside)

    def _read_places(self, n: int, found: Told) -> None:
        """Add where candidates are told of: clause, sentence, paragraph, headline."""
        act, mentions = self._acts[n], self._mentions
        token = self._parse.tokens[act.draft.candidate.token]
        for i in mentions.tokens(token.sent):
            _note(found, mentions.codes[i], "sentence before" if i < token.i else "sentence after")
            if self._parties.is_place(i):
                _note(found, mentions.codes[i], "sentence, place")
        for i in mentions.inside(token.sent, act.event.evidence):
            _note(found, mentions.codes[i], "clause")
        _note(found, mentions.in_sentence(token.sent), "sentence")
        _note(found, mentions.subjects(token.sent), "subject in sentence")
        _note(found, mentions.in_sentence(token.sent - 1), "sentence before it")
        _note(found, mentions.subjects(token.sent - 1), "subject of sentence before")
        for depth, above in enumerate((token, *self._parse.ancestors(token.i))):
            subject = self._parse.child(above.i, "nsubj")
            if subject is not None:
                voice = "passive subject" if subject.rel == "nsubj:pass" else "subject"
                _note(found, mentions.of((subject.i,)), f"{voice} {'above' if depth else 'own'}")
        _note(found, mentions.in_paragraph(mentions.paragraph(token.i)), "paragraph")
        _note(found, mentions.lead, "lead")
        _note(found, mentions.headline, "headline")
        for name, code in zip(("last named", "second last"), mentions.before(token.i), strict=False):
            _note(found, (code,), name)
        for name, code in zip(("first in rank", "second in rank", "third in rank"), mentions.ranked, strict=False):
            _note(found, (code,), name)
        _note(found, mentions.headline[:1], "headline first")
        _note(found, mentions.headline[1:], "headline later")
        _note(found, mentions.lead_places, "lead, place")
        if after := mentions.after(token.i):
            _note(found, after, "next named")
        if mentions.dateline:
            _note(found, (mentions.dateline,), "dateline")

    def _read_rules(self, n: int, found: Told) -> None:
        """Add what the rules say: who stands in the clause, and who is understood."""
        act = self._acts[n]
        sides = (act.draft.event.actors, act.draft.event.recipients, act.event.actors, act.event.recipients)
        for (name, by_basis), parties in zip(_RULES.items(), sides, strict=True):
            for party in parties:
                if party.country:
                    codes = party.country.split("+")
                    _note(found, codes, name)
                    _note(found, codes, by_basis[party.basis])

    def _read_speaker(self, n: int, found: Told) -> None:
        """Add on whose word the act stands."""
        span = self._acts[n].draft.event.attribution_span
        if span is not None:
            _note(found, self._mentions.of(t.i for t in self._parse.tokens_in(span)), "speaker")

    def _read_senses(self, n: int, found: Told) -> None:
        """Add how likely the encoder holds it that candidates do the act or that it is done to them."""
        for name, told, ruled in (
            ("actor", self.told.actors[n], self.ruled.actors[n]),
            ("recipient", self.told.recipients[n], self.ruled.recipients[n]),
        ):
            ranked = self.heard(n, name)
            for place, (code, share) in enumerate(ranked):
                step = step_of(share)
                if step is None:
                    break
                found[code][f"heard as {name}, {step}"] = None
                if not place:
                    found[code][f"heard as {name} most"] = None
                    if len(ranked) == 1 or ranked[1][1] < _ALONE:
                        found[code][f"heard as {name} alone"] = None
            if self._sensed is not None:
                shares = dict(ranked)
                for code, traits in found.items():
                    how = "told" if code in told else "ruled" if code in ruled else "not ruled"
                    traits[f"{name} {_level(shares.get(code, 0.0))} heard, {how}"] = None
            for rank, code in zip(("first", "second"), self._heard_elsewhere(n, name), strict=False):
                if code in found:
                    found[code][f"heard elsewhere as {name}, {rank}"] = None

    def _heard_elsewhere(self, n: int, name: str) -> list[str]:
        """Return the two candidates whom the encoder hears most as ``name`` in the other acts of the family."""
        family = self._families[n]
        if (family, name) not in self._heard_in:
            total: dict[str, float] = {}
            for m, other in enumerate(self._families):
                if other == family:
                    for code, share in self.heard(m, name):
                        total[code] = total.get(code, 0.0) + share
            self._heard_in[family, name] = total
        left = self._heard_in[family, name].copy()
        for code, share in self.heard(n, name):
            left[code] -= share
        ranked = sorted(left.items(), key=lambda each: (-each[1], each[0]))[:2]
        return [code for code, share in ranked if share >= _ELSEWHERE]

    def heard(self, n: int, name: str) -> list[tuple[str, float]]:
        """Return the candidates with how likely the encoder holds it that each is the ``name`` (``actor`` or
        ``recipient``) of the act numbered ``n``, the likeliest first."""
        if self._sensed is None:
            return []
        if (n, name) not in self._heard:
            self._heard[n, name] = self._hear(self._sensed, n, name)
        return self._heard[n, name]

    def _hear(self, sensed: Sensed, n: int, name: str) -> list[tuple[str, float]]:
        candidate = self._acts[n].draft.candidate
        word = max(sorted(candidate.claimed), key=lambda i: (sensed.act(i), i == candidate.token))
        heard: dict[str, float] = {}
        for i, scores in sensed.roles(word).items():
            for code in self._mentions.codes.get(i, ()):
                heard[code] = max(float(scores[ROLES.index(name)]), heard.get(code, 0.0))
        return sorted(heard.items(), key=lambda each: (-each[1], each[0]))

    def heard_together(self, n: int, name: str) -> Codes:
        """Return all those whom the encoder hears as the ``name`` of the act numbered ``n``."""
        return frozenset(code for code, share in self.heard(n, name) if share >= _TOGETHER)

    def _read_acts(self, n: int, found: Told) -> None:
        """Add what candidates do in the other acts of the report, by the rules."""
        sides, type_ = self.ruled, self._acts[n].event.type
        others, like = len(self._acts) - 1, self._types[type_] - 1
        doing, taking = self._like[type_]
        for name, mostly, counts, own, total in (
            ("acts", "acts mostly", self._doing, sides.actors[n], others),
            ("is done to", "is done to mostly", self._taking, sides.recipients[n], others),
            ("acts alike", "acts alike mostly", doing, sides.actors[n], like),
            ("is done alike to", "is done alike to mostly", taking, sides.recipients[n], like),
        ):
            for code, times in counts.items() if total else ():
                count = times - (code in own)
                if count and code in found:
                    found[code][mostly if count >= _MOSTLY * total else name] = None
        last = next((m for m in range(n - 1, -1, -1) if self._acts[m].event.type == type_), None)
        for name, m in (("before", n - 1), ("alike before", last), ("after", n + 1)):
            if m is not None and 0 <= m < len(self._acts):
                _note(found, sides.actors[m], f"actor {name}")
                _note(found, sides.recipients[m], f"recipient {name}")


def _level(share: float) -> str:
    return next((name for name, least in _LEVELS if share >= least), "not")


def step_of(share: float) -> str | None:
    """Return the step that a likelihood reaches, in per cent; None for one too small to count."""
    return next((f"{least} %" for least in _STEPS if share >= least / 100), None)


def _note(found: Told, codes: Iterable[str], trait: str) -> None:
    for code in codes:
        found[code][trait] = None
