"""Where a ledger's rows live: tables, migrations, transactions; one file of it knows how databases differ."""
