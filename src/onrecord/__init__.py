"""onrecord: press reports in, a sourced ledger out."""
