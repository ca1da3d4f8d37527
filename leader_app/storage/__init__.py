"""The local store: one encrypted SQLite file, a journal beside it, and who may open them."""
