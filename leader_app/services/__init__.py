"""What a person can have done: one verb a file, a folder a feature."""
