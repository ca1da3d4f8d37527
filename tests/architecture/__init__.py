"""The house rules, as failing tests."""
