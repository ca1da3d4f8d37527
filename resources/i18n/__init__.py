"""What the application says, by language."""
