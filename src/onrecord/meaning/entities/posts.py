"""Posts: what the words of an office or body say beside its country: what it is in charge of, its rank, whether it is
held now.

"The health minister" is not "the agriculture minister", a deputy minister not the minister, a former one not the new
one; "the minister" may be any of them.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from onrecord.meaning.entities.gazetteer import Name, fold
from onrecord.meaning.entities.words import Words

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LITTLE = 3
_REMEMBERED = 1 << 12
_NONE: frozenset[str] = frozenset()


class Post(NamedTuple):
    """``charge``: the folded words for what it is in charge of; ``deputy``: whether it stands in for another;
    ``past``: whether it is no longer held. Empty and False where the words do not say."""

    charge: frozenset[str] = frozenset()
    deputy: bool = False
    past: bool = False

    def may_be(self, other: "Post") -> bool:
        """Whether the words of ``self`` may stand for one whose post is ``other``, told of before."""
        if self.charge and other.charge and not self.charge & other.charge:
            return False
        return self.past <= other.past and self.deputy <= other.deputy

    def joined(self, other: "Post") -> "Post":
        """Return what both say together."""
        if other is NO_POST or self is other:
            return self
        return Post(self.charge | other.charge, self.deputy or other.deputy, self.past or other.past)


NO_POST = Post()
"""That of which the words say nothing."""


def post_of(phrase: str, name: Name, names: Callable[[], Iterable[Name]], words: Words) -> Post:
    """Return the post that ``phrase`` tells, whose role is ``name``; ``names`` gives those in it, asked for only where
    what they leave out weighs."""
    folded = fold(phrase)
    said = _WORD.findall(folded)
    lists = words.lists
    deputies, heads = lists.get("deputies", _NONE), lists.get("portfolio_heads", _NONE)
    parts = [*said, *(w.partition("-")[0] for w in said if "-" in w)] if "-" in folded else said
    deputy, past = not deputies.isdisjoint(parts), not lists.get("past_posts", _NONE).isdisjoint(parts)
    if _are_apart(name.text, heads):
        return Post(deputy=deputy, past=past) if deputy or past else NO_POST
    aside = lists.get("posts_aside", _NONE)
    others = {fold(w) for n in names() if not n.is_role for w in n.text.split()}
    charge = frozenset(
        w for w in said if len(w) > _LITTLE and not (w in heads or w in deputies or w in others or w in aside)
    )
    return Post(charge, deputy, past)


@lru_cache(_REMEMBERED)
def _are_apart(role: str, heads: frozenset[str]) -> bool:
    """Say whether none of ``heads`` is among the words of a role."""
    return heads.isdisjoint(_WORD.findall(fold(role)))
