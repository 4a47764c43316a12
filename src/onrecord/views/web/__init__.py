"""The page: a ledger read and judged in a browser. Server-rendered; every page reads without a script."""
