"""On whose word an act stands: the statement that tells it, or whoever names it in praising or citing it."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.core.parse import Parse, Token
from onrecord.core.records import Event, Statement
from onrecord.meaning.events.candidates import Candidate
from onrecord.meaning.events.parties import Parties
from onrecord.meaning.statements import governs_what_it_vouches_for, statement_over

_DOWN = frozenset({"obj", "obl", "nmod", "xcomp", "ccomp", "acl", "advcl", "conj", "compound", "iobj", "nsubj"})


class Attributor:
    """Finds who vouches for the acts of one report."""

    def __init__(self, parse: Parse, statements: Sequence[Statement], parties: Parties) -> None:
        self._parse = parse
        self._statements = statements
        self._parties = parties

    def attributed(self, event: Event, candidate: Candidate) -> Event:
        """Return ``event`` with the one on whose word it stands, where anybody vouches for it.

        The act's own word decides, since its trigger may begin with the cue ("denied having sold"). An act that no
        statement holds stands on the word of whoever cites or praises it ("citing the supply of wheat").
        """
        statement = self.statement_over(candidate)
        if statement is not None:
            return replace(
                event,
                attribution=statement.speaker,
                attribution_span=statement.speaker_span,
                statement=statement.id or None,
            )
        subject = self._subject_above(candidate)
        name = self._parties.name(subject.i) if subject is not None else None
        if subject is None or name is None or not self._parties.has_parties(subject.i):
            return event
        return replace(event, attribution=name, attribution_span=subject.span)

    def statement_over(self, candidate: Candidate) -> Statement | None:
        """Return the innermost statement whose content holds the word that names the act, or None."""
        return statement_over(self._statements, self._parse.tokens[candidate.token].span)

    def _subject_above(self, candidate: Candidate) -> Token | None:
        """Return the subject of the nearest verb above the act that is a cue of speech, or None."""
        own = {candidate.token, *candidate.parts, *candidate.chain.supports, *candidate.chain.held}
        own |= {i for link in candidate.chain.links for i in (link.token, *link.parts)}
        token = self._parse.tokens[candidate.token]
        for above in self._parse.ancestors(candidate.token):
            relation = token.rel.partition(":")[0]
            if relation not in _DOWN or (relation == "nsubj" and above.i not in own):
                return None
            token = above
            if above.i in own or above.pos != "VERB":
                continue
            if governs_what_it_vouches_for(above.lemma, relation, self._parse.language):
                return self._subject(above)
        return None

    def _subject(self, verb: Token) -> Token | None:
        """Return the subject of ``verb``; a participle shares that of the verb it hangs on."""
        for token in (verb, *self._parse.ancestors(verb.i)):
            subject = self._parse.child(token.i, "nsubj")
            if subject is not None:
                return subject if subject.rel == "nsubj" and subject.i < verb.i else None
            if token.rel.partition(":")[0] not in ("advcl", "conj", "xcomp"):
                return None
        return None
