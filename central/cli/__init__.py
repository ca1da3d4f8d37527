"""``leader-central``: the centre's commands."""
