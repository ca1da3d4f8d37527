"""Orders from other tools, looked over and brought in."""
