"""Votes: what a second reader of pages, trafilatura, takes for the article."""

import itertools
import logging
import re

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import extract

from onrecord.documents.blocks import Block

_WORD = re.compile(r"\w+")
_LEAST_WORDS = 20
_SHARE = 0.7
_RUN = 3


def vote(blocks: list[Block], tree: HtmlElement) -> None:
    """Set ``voted`` on every block: whether most of its words, in runs of three, stand in trafilatura's reading.

    Where that reading is next to nothing, ``voted`` stays None. The tree is used up. Trafilatura: Barbaresi 2021,
    "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction", ACL demos.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        text = extract(tree, fast=True, include_comments=False, include_tables=True) or ""
    except (etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError, IndexError):
        return
    words = _WORD.findall(text.casefold())
    if len(words) < _LEAST_WORDS:
        return
    runs = set(zip(words, words[1:], words[2:], strict=False))
    pairs = set(itertools.pairwise(words))
    lines = {" ".join(_WORD.findall(line.casefold())) for line in text.split("\n")}
    for block in blocks:
        own = _WORD.findall(block.text.casefold())
        if len(own) < _RUN:
            block.voted = " ".join(own) in lines
        elif len(own) < 6:
            block.voted = " ".join(own) in lines or all(pair in pairs for pair in itertools.pairwise(own))
        else:
            inside = sum(run in runs for run in zip(own, own[1:], own[2:], strict=False))
            block.voted = inside >= _SHARE * (len(own) - _RUN + 1)
