"""The verbs of the counter, over a store in memory."""
