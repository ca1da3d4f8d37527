"""The schema's history. No revision after the first may mention the command log."""
