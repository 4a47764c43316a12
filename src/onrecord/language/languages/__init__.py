"""One folder per language: its tables, its settings and the adapter of its parser. Nothing else names a language."""
