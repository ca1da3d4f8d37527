"""Taking goods in: count, findings, signatures, shares, slots."""
