"""One feed a pickup point: numbered rows and places in it."""
