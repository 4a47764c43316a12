"""Moments: the times that are told once for several acts of a sentence.

An act has the times that hang on its own words (``timing``). Where it has none, that of a verb which governs it may be
its own too: "on Sunday accused Beijing and summoned its ambassador", "as helicopters began to drop food", "during talks
with the president", "has said on Monday that it will send two ships".
"""

from collections.abc import Container, Iterator, Mapping, Sequence

from onrecord.core.making import record
from onrecord.core.parse import Parse, Token
from onrecord.core.times import TimeExpression
from onrecord.core.vocabulary import Stage
from onrecord.language.tense import closed_class, read_tense
from onrecord.meaning.events.screening import Draft

_CLAUSAL = ("conj", "advcl", "ccomp", "xcomp", "acl", "parataxis", "csubj", "dep")
_OPENING = 5
_PROMISED: frozenset[Stage] = frozenset({"pledged", "agreed", "considered"})
DUE = frozenset({"by", "until", "within", "before"})
_ARGUMENTS = frozenset({"nsubj", "obj", "dislocated", "obl during"})
_AT_ONCE = frozenset({"conj", "conj own", "advcl", "advcl while", *_ARGUMENTS})


@record
class Moment:
    """A time that may date an act, the head of its words, and the verb that it hangs on."""

    time: TimeExpression
    head: Token
    verb: Token
    on_noun: bool


class MomentReader:
    """Finds the times of a report that acts without one of their own share.

    ``cues`` are the tokens of cues of statements, ``prepositions`` the relations that case words mark.
    """

    def __init__(
        self,
        parse: Parse,
        times: Sequence[TimeExpression],
        cues: Container[int],
        prepositions: Mapping[str, frozenset[str]],
    ) -> None:
        self._parse = parse
        self._cues = cues
        self._prepositions = prepositions
        self._while = closed_class(parse.language, "simultaneous")
        self._then = closed_class(parse.language, "successive")
        self._by_sentence: dict[int, list[Moment]] = {}
        self._heads = [head for time in times if (head := parse.head_of(time.span)) is not None]
        self._hours = {
            head.i
            for time in times
            if (time.timex3 or "").startswith("PT") and (head := parse.head_of(time.span)) is not None
        }
        for time in times:
            if may_date(time) and (moment := self._moment(time)) is not None:
                self._by_sentence.setdefault(moment.head.sent, []).append(moment)

    def shared(self, draft: Draft) -> TimeExpression | None:
        """Return the time that ``draft`` shares with the clause above it, or None."""
        token = self._parse.tokens[draft.candidate.token]
        for moment in self._by_sentence.get(token.sent, ()):
            if self._is_held_during(draft, moment) if moment.on_noun else self._is_shared(draft, moment):
                return moment.time
        return None

    def _is_held_during(self, draft: Draft, moment: Moment) -> bool:
        """Say whether the act is told as done on a dated occasion ("thanked them during a visit on Wednesday")."""
        if moment.verb.i not in draft.candidate.claimed or not self._is_told(draft):
            return False
        line = (moment.head, *self._parse.ancestors(moment.head.i))
        noun = next((t for t in line if t.head == moment.verb.i), None)
        return noun is not None and self._part(noun) == "obl during"

    def _moment(self, time: TimeExpression) -> Moment | None:
        head = self._parse.head_of(time.span)
        if head is None:
            return None
        verb, on_noun = head, False
        while not self._is_verb(verb) and verb.head != verb.i:
            verb = self._parse.tokens[verb.head]
            on_noun = on_noun or (verb.pos in ("NOUN", "PROPN") and not self._is_verb(verb))
        return Moment(time, head, verb, on_noun)

    def _is_verb(self, token: Token) -> bool:
        return token.pos in ("VERB", "AUX") or self._parse.child(token.i, "cop", "nsubj") is not None

    def _is_shared(self, draft: Draft, moment: Moment) -> bool:
        steps = list(self._steps_up(draft, moment))
        if not steps:
            return False
        if moment.verb.i in self._cues and steps[-1] not in ("conj", "conj own"):
            # Who announces on Monday what he will do promises on Monday; what he has done is another matter
            later = moment.head.i > draft.candidate.token
            return later and draft.event.stage in ("pledged", "agreed") and steps[0] in ("advcl", "parataxis")
        if steps == ["advcl to"] and draft.event.stage == "requested" and moment.head.i < draft.candidate.token:
            return True  # "marched on the embassy on Wednesday to demand a ban"
        if any(step not in _AT_ONCE for step in steps) or not self._is_told(draft):
            return False
        if steps[-1] in _ARGUMENTS:
            return len(steps) == 1
        if moment.head.i > draft.candidate.token or moment.time.relation in DUE:
            return False
        if "conj" in steps[0] and self._is_still_so(draft, moment):
            return False
        opens = moment.head.i - self._parse.sentences[moment.head.sent][0] < _OPENING
        return opens or "conj own" not in steps

    def _is_told(self, draft: Draft) -> bool:
        """Say whether the act, or the promise of it, is told as a thing of the past or going on."""
        links = draft.candidate.chain.links
        promised = draft.event.stage in _PROMISED
        if not promised:
            return True
        # "announced on Monday that it would come within days": days are told, if none that can be named
        below = {t.i for t in self._parse.subtree(draft.candidate.token)}
        timed = any(head.i in below for head in self._heads)
        # "Promised him planes": the verb of the promise is that of the act
        clause = links[-1].clause if links else draft.candidate.clause
        return not timed and clause.kind in ("past", "perfect")

    def _is_still_so(self, draft: Draft, moment: Moment) -> bool:
        """Say whether the act is told as a thing that is so now, beside one of a day that has gone by: "recalled its
        envoy on Monday and has closed the border"."""
        clause = draft.candidate.clause
        return clause.kind == "perfect" and not clause.past and read_tense(self._parse, moment.verb.i).kind == "past"

    def _steps_up(self, draft: Draft, moment: Moment) -> Iterator[str]:
        """Yield how the clauses from the act up to the verb of a time hang on each other; nothing where it is not
        above."""
        start = token = self._parse.tokens[draft.candidate.chain.top]
        if all(t.i != moment.verb.i for t in self._parse.ancestors(token.i)):
            return
        clausal = False
        while token.i != moment.verb.i:
            base = token.rel.partition(":")[0]
            if base in _CLAUSAL and self._is_verb(token):
                clausal = True
                yield "relcl" if token.rel == "acl:relcl" else base + self._opened(token, base)
            token = self._parse.tokens[token.head]
        if not clausal:
            yield self._part(start)

    def _opened(self, token: Token, base: str) -> str:
        """Return what opens a clause: its own subject, a word for "while" or "after", an infinitive's "to"."""
        if base == "conj":
            return " own" if self._parse.child(token.i, "nsubj") is not None else ""
        if base != "advcl":
            return ""
        words = {t.text.lower() for t in self._parse.children(token.i, "mark", "advmod", "case")}
        if token.feats.get("VerbForm") == "Inf":
            return " to"
        if words & self._then and any(t.i in self._hours for t in self._parse.children(token.i, "obl", "advmod")):
            # "hours after gunners had shelled the town"
            return " while"
        return " while" if words & self._while else " then" if words & self._then else " mark" if words else ""

    def _part(self, noun: Token) -> str:
        """Return what part a noun that names an act plays in the clause of a verb."""
        base = noun.rel.partition(":")[0]
        cases = self._parse.children(noun.i, "case")
        if base != "obl" or not cases:
            return base
        words = " ".join(t.text.lower() for c in cases for t in (c, *self._parse.children(c.i, "fixed")))
        kinds = self._prepositions.get(words) or self._prepositions.get(cases[0].text.lower()) or frozenset()
        return "obl during" if "during" in kinds else base


def may_date(time: TimeExpression) -> bool:
    """Say whether a time has a value that may be that of an act."""
    return time.value is not None and time.type in ("DATE", "TIME") and time.relation != "dateline"
