"""The ledger: what proves that nobody changed what was recorded."""
