"""Parties: who is in a report, as events ask for it."""

from collections.abc import Mapping
from typing import Protocol

from onrecord.core.records import Party, Place


class Parties(Protocol):
    """Who is in a report, as events need it; ``onrecord.meaning.entities`` gives it."""

    def parties(self, i: int) -> tuple[Party, ...]:
        """Return the parties that the nominal headed by token ``i`` stands for."""

    def has_parties(self, i: int) -> bool:
        """Say whether the nominal headed by token ``i`` stands for any party."""

    def place(self, i: int) -> Place | None:
        """Return the place that token ``i`` names, or None."""

    def is_place(self, i: int) -> bool:
        """Say whether the state or city at token ``i`` is where something happens ("in X") rather than one who acts."""

    def name(self, i: int) -> str | None:
        """Return the fullest name or description of the nominal headed by token ``i``, or None."""

    def is_somebody(self, i: int) -> bool:
        """Say whether token ``i`` heads words for one who can act, known or not ("allies", "donors")."""

    def codes(self) -> Mapping[int, frozenset[str]]:
        """Return the codes of the states and organisations that each token names or refers back to."""

    def headline(self) -> tuple[str, ...]:
        """Return the codes of the states and organisations that the headline names, in their order."""

    @property
    def dateline(self) -> str | None:
        """The country of the capital that the report was filed from, or None."""


class KnownParties:
    """Parties that are asked for each nominal once, however many acts ask."""

    def __init__(self, parties: Parties) -> None:
        """Ask ``parties``."""
        self._asked = parties
        self._parties: dict[int, tuple[Party, ...]] = {}
        self._names: dict[int, str | None] = {}

    def parties(self, i: int) -> tuple[Party, ...]:
        """Return the parties that the nominal headed by token ``i`` stands for."""
        if i not in self._parties:
            self._parties[i] = self._asked.parties(i)
        return self._parties[i]

    def has_parties(self, i: int) -> bool:
        """Say whether the nominal headed by token ``i`` stands for any party."""
        known = self._parties.get(i)
        return self._asked.has_parties(i) if known is None else bool(known)

    def place(self, i: int) -> Place | None:
        """Return the place that token ``i`` names, or None."""
        return self._asked.place(i)

    def is_place(self, i: int) -> bool:
        """Say whether the state or city at token ``i`` is where something happens rather than one who acts."""
        return self._asked.is_place(i)

    def name(self, i: int) -> str | None:
        """Return the fullest name or description of the nominal headed by token ``i``, or None."""
        if i not in self._names:
            self._names[i] = self._asked.name(i)
        return self._names[i]

    def is_somebody(self, i: int) -> bool:
        """Say whether token ``i`` heads words for one who can act, known or not."""
        return self._asked.is_somebody(i)

    def codes(self) -> Mapping[int, frozenset[str]]:
        """Return the codes of the states and organisations that each token names or refers back to."""
        return self._asked.codes()

    def headline(self) -> tuple[str, ...]:
        """Return the codes of the states and organisations that the headline names, in their order."""
        return self._asked.headline()

    @property
    def dateline(self) -> str | None:
        """The country of the capital that the report was filed from, or None."""
        return self._asked.dateline
