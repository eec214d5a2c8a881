"""The console of a live meeting: the chair's own screen, and the capture line at its foot."""
