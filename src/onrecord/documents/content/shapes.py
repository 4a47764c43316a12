"""Shapes: what a block looks like, whatever its words mean."""

import re
from functools import cache

from onrecord.documents.blocks import Block

_END = re.compile(r"""[.!?…。！？؟][\s"'”’»›)\]*\ufffd]*$""")
_SIGNED_END = re.compile(r"[.!?…][”»\"]?\s*(?:[(\[][^()\[\].]{2,36}[)\]]|[-–—/]{1,2}\s?[A-ZÀ-Þ][\w&./ -]{1,24})\s*$")
_LEAST_SIGNED = 60
_SHORT_END = re.compile(r"(?:\.\.|…)$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:jpe?g|png|gif|webp|svg|mp4|mp3|pdf)(?:\?\S*)?", re.I)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<!\w)\+?\d[\d ()./-]{6,}\d(?!\w)")
_SEPARATORS = re.compile(r"\s*[|•·►▸»›>]\s*|\s/{1,2}\s|\s[–—]\s")
_MENU_MARK = re.compile(r"[|•·►▸›>]|\s»\s|\s/{1,2}\s")
_SIGNATURE = re.compile(r"\(?[A-Za-zÀ-ÿ]{1,4}(?:[/-][A-Za-zÀ-ÿ]{1,4}){1,4}/?\)?")
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)\s|&copy;|℗)", re.I)
_PICTURED = re.compile(r"[^\s©]\s*©\s?[^\d\s©.][^©.]{1,40}$")
_LONGEST_CAPTION = 25
_COUNTED = re.compile(
    r"\W*\d[\d.,]*\s?[kKmM]?\s*(?:shares?|views?|comments?|likes?|reads?|votes?|min(?:ute)?s?|min read|commentaires?|"
    r"partages?|vues?|lectures?|réactions?|comentarios?|kommentare?|visualizações|vistas)"
    r"(?:\s(?:read|de lecture|ago))?\W*",
    re.I,
)
_AGO = re.compile(
    r"\b\d+\s?(?:s|sec|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|years?)\s+ago\b|"
    r"\bil y a (?:\d+|une?)\s?(?:s|min|minutes?|h|heures?|jours?|j|semaines?|mois|ans?)\b|"
    r"\bhace \d+ (?:minutos?|horas?|días?)\b|\bvor \d+ (?:minuten?|stunden?|tagen?)\b|"
    r"\bhá \d+ (?:minutos?|horas?|dias?)\b|\b\d+ (?:минут\w*|час\w*|дн\w*) назад\b",
    re.I,
)
_BYLINE = re.compile(
    r"(?:by|par|por|von|di|door|автор)\s*:?\s+[^\W\d_][^.!?]{1,70}|text[eo]?\s*:\s*[^\W\d_][^.!?]{1,60}", re.I
)
_CLOCK = re.compile(r"\W*\d{1,2}\s?[.:hH]\s?\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?\W*", re.I)
_BULLET = re.compile(r"\s*(?:[-–—•*▪■●◦‣·]|\d{1,2}[.)]|[a-z][.)])\s+\S")
_QUESTION_TITLE_WORDS = 18


def ends_as_sentence(text: str) -> bool:
    """Say whether ``text`` ends in a mark that closes a sentence (not the two dots of a cut title)."""
    if _END.search(text[-12:]):
        return not _SHORT_END.search(text.rstrip()[-3:])
    return len(text) > _LEAST_SIGNED and bool(_SIGNED_END.search(text[-50:]))


def is_prose(block: Block) -> bool:
    """Say whether ``block`` reads as running text: sentences of some length, or length alone."""
    if block.linked > 0.6:
        return False
    if ends_as_sentence(block.text):
        return block.words >= 8
    return block.words >= 28 and not is_menu(block)


def is_menu(block: Block) -> bool:
    """Say whether ``block`` is a row of short names parted by bars, arrows or dots."""
    marks = len(_MENU_MARK.findall(block.text))
    if not marks or block.text.endswith((".", "!", "”", "»", '"')):
        return False
    parts = [part for part in _SEPARATORS.split(block.text) if part]
    if len(parts) < 2:
        return False
    return block.words / len(parts) <= (3.5 if marks > 1 else 4.0) and max(len(p.split()) for p in parts) <= 8


def is_bullet(text: str) -> bool:
    """Say whether ``text`` begins with a list mark."""
    return bool(_BULLET.match(text))


def is_ago(text: str) -> bool:
    """Say whether ``text`` is short and dates something by how long ago it was."""
    return len(text) < 120 and bool(_AGO.search(text))


@cache
def _reasons() -> tuple[tuple[re.Pattern[str], str], ...]:
    return (
        (_COUNTED, "share"),
        (_SIGNATURE, "signature"),
        (_CLOCK, "date"),
        (re.compile(r"[a-z]{2}[_-][A-Z]{2}"), "code"),
        (re.compile(r"[\W\d_]*(?:(?:true|false|null|none|px)[\W\d_]*)*", re.I), "numbers"),
    )


def shape_reason(block: Block) -> str | None:
    """Return why the shape of ``block`` rules it out as body, None where it does not."""
    text = block.text
    if len(text) > 600:
        return None
    for pattern, reason in _reasons():
        if pattern.fullmatch(text):
            return reason
    if _COPYRIGHT.match(text) and block.words <= 40:
        return "copyright"
    if "©" in text and block.words <= _LONGEST_CAPTION and _PICTURED.search(text):
        return "caption"
    return _address_reason(block) or _line_reason(block)


def _address_reason(block: Block) -> str | None:
    text = block.text
    bare = _ADDRESS.sub(" ", text)
    if bare != text and len(bare.strip(" \t:()|-")) < 12:
        return "address"
    contact = _EMAIL.search(text) or (_PHONE.search(text) and block.words < 12 and not ends_as_sentence(text))
    if contact and block.words <= 25 and not (ends_as_sentence(text) and block.words > 10):
        return "contact"
    return None


def _line_reason(block: Block) -> str | None:
    text = block.text
    if ends_as_sentence(text) and block.words >= 5:
        return None
    if is_ago(text) and block.words <= 20:
        return "related"
    if block.words <= 14 and _BYLINE.fullmatch(text):
        return "byline"
    if is_menu(block):
        return "menu"
    if _SHORT_END.search(text) and block.words <= 15 and text.rstrip().endswith(" .."):
        return "related"
    return None


def is_question_title(block: Block) -> bool:
    """Say whether ``block`` may be a title that ends in a question or exclamation mark."""
    return block.words <= _QUESTION_TITLE_WORDS and block.text.rstrip().endswith(("?", "!"))
