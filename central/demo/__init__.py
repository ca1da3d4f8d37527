"""An invented neighbourhood to try everything on."""
