"""English: tables, settings and parse adapter."""
