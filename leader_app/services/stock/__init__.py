"""What is here: the ledger, sales, moves, write-offs, stocktakes, slots."""
