"""The article among the blocks: which are body, and for each of the others why it is not."""

from collections import Counter
from collections.abc import Callable, Sequence

from onrecord.documents.blocks import Block, key
from onrecord.documents.content.cues import Cue, cue_of
from onrecord.documents.content.notes import mark_author_notes
from onrecord.documents.content.shapes import (
    ends_as_sentence,
    is_ago,
    is_bullet,
    is_prose,
    is_question_title,
    shape_reason,
)

_RESUME_WORDS = 14
_TERMINAL_AFTER_WORDS = 40
_TAG_WORDS = 4
_LONGEST_CALL = 14
_FRAGMENT_WORDS = 12
_TAIL_BLOCKS = 60
_INTERRUPTIONS = frozenset({"advertisement", "share", "address", "numbers", "caption"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_LINE_WORDS = 18
_LABEL_WORDS = 5
_TEXT_TAGS = frozenset({"p", "li", "blockquote", "h2", "h3", "h4", "h5", "tr", "td", "pre"})
_SMALL = frozenset(
    {
        "byline", "caption", "tags", "share", "clock", "facts", "poll", "button", "form",
    }
)  # fmt: skip
_TEMPLATE_SHARE = 0.8
_TITLE_WORDS = 4
_UNDER_TITLE = frozenset({"byline", "date", "share", "credit", "caption", "advertisement"})
_TAIL_TAGS = frozenset({"li", "blockquote", "td", "pre"})
_NEVER = frozenset({"comments", "cookies", "newsletter"})
_FIRM = frozenset(
    {
        "title", "date", "address", "contact", "signature", "numbers", "code", "copyright", "byline",
    }
)  # fmt: skip


def mark_furniture(blocks: Sequence[Block], titles: Sequence[str], is_date: Callable[[str], bool]) -> None:
    """Set ``reason`` on every block of ``blocks`` that is not the article's body.

    ``titles`` are the known titles of the page; ``is_date`` says of a short text that it is a date line. Blocks that
    already have a reason keep it. What remains without one is the body, in order.
    """
    settled = any(block.voted for block in blocks)
    cues = [None if settled and block.reason else _cue(block) for block in blocks]
    for block in blocks:
        # Some pages call the line of publication by the word that others use for what is paid for ("pub").
        if block.reason == "advertisement" and block.words <= _LONGEST_CALL and is_date(block.text):
            block.reason = "date"
    laid_out = [block.reason is not None for block in blocks]
    _mark_repeated(blocks, titles)
    own = [
        block.reason if settled and named else _own_reason(block, cue, is_date)
        for block, cue, named in zip(blocks, cues, laid_out, strict=True)
    ]
    for block, reason in zip(blocks, own, strict=True):
        block.reason = block.reason or reason
        if block.reason is None and block.tag and not block.anchored:
            block.reason = "outside"
    if settled:
        _lift_by_votes(blocks, own, laid_out)
        _mark_by_votes(blocks)
    else:
        _mark_tags(blocks)
        _mark_sections(blocks, cues)
        _mark_edges(blocks)
    mark_author_notes(blocks)
    _mark_doubled(blocks)


def _cue(block: Block, *, calling: bool = False) -> Cue | None:
    sentence = ends_as_sentence(block.text) and block.words >= 6 and not block.text.startswith(("(", "["))
    return cue_of(block, sentence=sentence, calling=calling and block.words <= _LONGEST_CALL)


def _own_reason(block: Block, cue: Cue | None, is_date: Callable[[str], bool]) -> str | None:
    if cue is not None or block.tag == "tr":
        return cue.reason if cue is not None else None
    if (
        block.words <= 20
        and any(char.isdigit() for char in block.text)
        and "@" not in block.text
        and is_date(block.text)
    ):
        return "date"
    return shape_reason(block)


def _mark_repeated(blocks: Sequence[Block], titles: Sequence[str]) -> None:
    """Mark titles, and lines without a sentence's end that stand more than once."""
    known = {key(title) for title in titles if title}
    keys = [block.key for block in blocks]
    counts = Counter(keys)
    for block, words in zip(blocks, keys, strict=True):
        if block.reason is None and words and block.words <= 40:
            if words in known:
                block.reason = "title"
            elif counts[words] > 1 and not is_prose(block):
                block.reason = "repeated"


def _lift_by_votes(blocks: Sequence[Block], own: Sequence[str | None], laid_out: Sequence[bool]) -> None:
    """Take back, where the layout votes for a block, the reasons that rest on little.

    What the page itself names a byline, caption or the like comes back only as running text.
    """
    for block, reason, named in zip(blocks, own, laid_out, strict=True):
        if not block.voted or reason is not None or block.reason is None or block.reason in _NEVER:
            continue
        if (named and (is_prose(block) or block.reason not in _SMALL)) or (not named and block.reason not in _FIRM):
            block.reason = None


def _mark_by_votes(blocks: Sequence[Block]) -> None:
    """Settle a page of HTML by the votes of its layout.

    Without a vote, running text in the main container stays where it lies between voted blocks, straight before the
    first, or where the page's template made it like the voted ones.
    """
    voted = [i for i, block in enumerate(blocks) if block.voted and is_prose(block)]
    first = voted[0] if voted else 0
    last = max(i for i, block in enumerate(blocks) if block.voted)
    headline = max((i for i, block in enumerate(blocks[:first]) if block.tag == "h1"), default=None)
    start = first if headline is None else headline
    paths = Counter(blocks[i].path for i in voted)
    _mark_foreign_tail(blocks, voted)
    for i, block in enumerate(blocks):
        if block.tag == "h1" or (block.tag in _HEADINGS and i < first):
            block.reason = block.reason or "title"
        elif block.linked > 0.9 and block.words >= 3 and block.tag != "li" and not ends_as_sentence(block.text):
            block.reason = block.reason or "related"
        if (
            block.voted
            and i < first
            and (
                (headline is not None and i < headline)
                or (block.tag not in _TEXT_TAGS and block.words < _LINE_WORDS)
                or (block.tag == "p" and block.words <= _LABEL_WORDS and not ends_as_sentence(block.text))
            )
        ):
            block.reason = block.reason or "header"
        if block.voted or block.reason is not None:
            continue
        listed = block.tag == "li" and block.linked < 0.3 and first < i < last
        alike = is_prose(block) and (start < i < last or paths[block.path] >= 2)
        if not (block.anchored and (alike or listed)):
            block.reason = "header" if i < first else ("tail" if i > last else "outside")


def _mark_foreign_tail(blocks: Sequence[Block], voted: Sequence[int]) -> None:
    """Mark voted blocks after the end of the article's own template, where one template made most of the text."""
    weights: Counter[str] = Counter()
    for i in voted:
        weights[blocks[i].path] += blocks[i].words
    if not weights:
        return
    path, words = weights.most_common(1)[0]
    if words < _TEMPLATE_SHARE * weights.total():
        return
    end = max(i for i in voted if blocks[i].path == path)
    for block in blocks[end + 1 :]:
        if block.voted and block.path != path and block.tag not in _TAIL_TAGS:
            block.reason = block.reason or "tail"


def _mark_tags(blocks: Sequence[Block]) -> None:
    """Mark runs of two or more short lines in lower case without punctuation, as lists of tags have them."""
    run: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and _like_tag(block):
            run.append(block)
            continue
        if len(run) >= 2 or (run and run[0].position and blocks[-1] is run[-1]):
            for tag in run:
                tag.reason = tag.reason if tag.reason not in {None, "repeated"} else "tags"
        run = []


def _like_tag(block: Block) -> bool:
    text = block.text
    return (
        block.reason in {None, "repeated"}
        and block.words <= _TAG_WORDS
        and not is_bullet(text)
        and text == text.lower()
        and any(char.isalpha() for char in text)
        and not ends_as_sentence(text)
        and not text.endswith((":", ";", ","))
    )


def _mark_sections(blocks: Sequence[Block], cues: Sequence[Cue | None]) -> None:
    """Mark what stands under the headings of lists of other stories, and all after the readers' comments begin, or
    after a heading under which a page speaks of itself, where most of the text lies before it."""
    seen, section = 0, None
    for number, (block, cue) in enumerate(zip(blocks, cues, strict=True)):
        if cue is not None and cue.opens and block.reason == cue.reason:
            section = cue.reason
            if cue.ends and seen >= _TERMINAL_AFTER_WORDS:
                for later in blocks[number:]:
                    later.reason = later.reason or section
                return
            continue
        if cue is not None and cue.ends and seen >= max(_TERMINAL_AFTER_WORDS, 2 * _prose_words(blocks[number:])):
            for later in blocks[number:]:
                later.reason = later.reason or cue.reason
            return
        if block.reason is not None and (section is None or not seen or block.reason != "date"):
            continue
        if section is not None and (_resumes(block, blocks, number, seen) or (not seen and _heads(blocks, number))):
            section = None
        if section is not None:
            block.reason = section
        elif is_prose(block):
            seen += block.words


def _prose_words(blocks: Sequence[Block]) -> int:
    return sum(block.words for block in blocks if block.reason is None and is_prose(block))


def _heads(blocks: Sequence[Block], number: int) -> bool:
    """Say whether the line is the article's own title: nothing but writer, day and the like part it from the text."""
    if blocks[number].words < _TITLE_WORDS:
        return False
    for count, block in enumerate(blocks[number + 1 :]):
        if block.reason not in _UNDER_TITLE:
            return count > 0 and block.reason is None and is_prose(block)
    return False


def _resumes(block: Block, blocks: Sequence[Block], number: int, seen: int) -> bool:
    """Say whether the article goes on at ``block`` after a box or list of other stories."""
    if not is_prose(block):
        return False
    if not seen:
        return True
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    teaser = following is not None and is_ago(following.text)
    return block.words >= _RESUME_WORDS and not teaser and ends_as_sentence(block.text)


def _mark_edges(blocks: Sequence[Block]) -> None:
    """Mark what stands before the first and after the last running text."""
    prose = [i for i, block in enumerate(blocks) if block.reason is None and is_prose(block)]
    if not prose:
        _keep_short_text(blocks)
        return
    first, last = prose[0], prose[-1]
    if len(prose) > 1 and is_question_title(blocks[first]) and not any(b.reason == "title" for b in blocks):
        blocks[first].reason = "title"
        first = prose[1]
    for block in blocks[:first]:
        block.reason = block.reason or "header"
    end = _end_of_body(blocks, last)
    for block in blocks[end + 1 :]:
        block.reason = block.reason or "tail"


def _end_of_body(blocks: Sequence[Block], last: int) -> int:
    """Return the index of the last block of the body: short sentences and list items after the last running text too.

    Lines that break off are kept where a sentence follows them; furniture in between ends the body, but for small
    interruptions such as an advertisement.
    """
    end = last
    for i in range(last + 1, min(len(blocks), last + 1 + _TAIL_BLOCKS)):
        block = blocks[i]
        if block.reason in _INTERRUPTIONS:
            continue
        if block.reason is not None or _cue(block, calling=True) is not None:
            break
        if _goes_on(block, blocks[end] if end == i - 1 else blocks[i - 1]):
            end = i
    return end


def _goes_on(block: Block, before: Block) -> bool:
    """Say whether a short block straight after the last running text still belongs to it."""
    if block.reason is not None or block.linked > 0.5:
        return False
    if ends_as_sentence(block.text) and block.words >= 2:
        return True
    listed = before.text.rstrip().endswith(":") or (is_bullet(before.text) and is_bullet(block.text))
    return listed or (block.tag == "li" and before.tag == "li" and block.anchored) or is_bullet(block.text)


def _keep_short_text(blocks: Sequence[Block]) -> None:
    """Keep, where no block is running text, those that end as sentences: a flash of one line is a report too.

    Where there are none of these either, the longest block stays, so that a fragment is not lost.
    """
    free = [block for block in blocks if block.reason is None]
    kept = [block for block in free if ends_as_sentence(block.text) and block.words >= 3]
    longest = max(free, key=lambda block: block.words, default=None)
    if not kept and longest is not None and longest.words >= _FRAGMENT_WORDS:
        kept = [longest]
    for block in free:
        if block not in kept:
            block.reason = "header"


def _mark_doubled(blocks: Sequence[Block]) -> None:
    """Mark paragraphs that stand twice and pull quotes, whose words all stand in a longer paragraph."""
    kept = [block for block in blocks if block.reason is None]
    keys = [f" {block.key} " for block in kept]
    seen: set[str] = set()
    whole = "\n".join(keys)
    for block, words in zip(kept, keys, strict=True):
        listed = block.voted and not is_prose(block)
        if words in seen and block.words >= 4 and not listed:
            block.reason = "doubled"
        elif block.words >= 6 and words not in seen and not listed and _inside_longer(words, whole):
            block.reason = "pull-quote"
        seen.add(words)


def _inside_longer(words: str, whole: str) -> bool:
    """Say whether ``words`` stand in a line of ``whole`` that holds more than them."""
    start = whole.find(words)
    while start >= 0:
        end = start + len(words)
        at_line = (start == 0 or whole[start - 1] == "\n") and (end == len(whole) or whole[end] == "\n")
        if not at_line:
            return True
        start = whole.find(words, start + 1)
    return False
