"""Where things are kept and how the log is written."""
