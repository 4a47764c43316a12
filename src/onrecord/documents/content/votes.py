"""Votes: what a page's layout alone takes for the article."""

from collections.abc import Sequence

from onrecord.documents.blocks import Block
from onrecord.documents.content.shapes import ends_as_sentence

_MOSTLY_LINKS = 0.6


def vote(blocks: Sequence[Block]) -> None:
    """Set ``voted`` on every block: whether it stands in a main container, unnamed as anything else, and is no link.

    Where no block stands in a main container, ``voted`` stays None.
    """
    if not any(block.anchored for block in blocks):
        return
    for block in blocks:
        link = block.linked > _MOSTLY_LINKS and not ends_as_sentence(block.text)
        block.voted = block.anchored and block.reason is None and not link
