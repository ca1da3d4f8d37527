"""The central service, on both of its stores."""
