"""Content: the article's body out of a page or a dump."""

from onrecord.documents.content.article import mark_furniture
from onrecord.documents.content.dumps import read_dump
from onrecord.documents.content.heads import settled_address
from onrecord.documents.content.mending import mend
from onrecord.documents.content.pages import read_page, read_page_head
from onrecord.documents.content.recurrence import mark_recurring, recurring_blocks
from onrecord.documents.content.titles import find_title, stated_titles, without_outlet

__all__ = [
    "find_title",
    "mark_furniture",
    "mark_recurring",
    "mend",
    "read_dump",
    "read_page",
    "read_page_head",
    "recurring_blocks",
    "settled_address",
    "stated_titles",
    "without_outlet",
]
