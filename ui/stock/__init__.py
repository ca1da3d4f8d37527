"""Stock: what lies where, what moved it, sales, stocktakes, and goods nobody collected."""
