"""The ledger of stock and the deeds that make it."""
