"""How this desk stands with the others of its house, on screen."""
