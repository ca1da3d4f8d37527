"""Photos and signatures of the points."""
