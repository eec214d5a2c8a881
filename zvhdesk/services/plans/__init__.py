"""The plan van aanpak: its versions, who adopted them, and the numbered copies that partners get."""
