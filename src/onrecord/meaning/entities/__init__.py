"""Who: states, institutions, organisations, offices and people, and who is who inside one report."""
