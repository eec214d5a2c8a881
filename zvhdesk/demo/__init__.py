"""The demo house: made-up people, organisations and cases, with dates that move with today."""
