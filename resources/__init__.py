"""Icons, translations, styles, sounds, fonts and demo data."""
