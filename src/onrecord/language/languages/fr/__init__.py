"""French: tables, settings and parse adapter."""
