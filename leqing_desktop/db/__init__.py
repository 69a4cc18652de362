"""Everything that knows SQL: the ledger file, its schema, unit of work, aggregates and reports."""
