"""Real videos and streams through the real camera thread and decoder."""
