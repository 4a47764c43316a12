"""The brief: entries as a text with footnotes to the words, in Markdown, HTML or DOCX."""
