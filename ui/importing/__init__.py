"""Orders from chat text and other tools' files: read, looked over, brought in."""
