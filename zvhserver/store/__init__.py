"""What the server keeps: numbers, hashes and sealed bytes, in two databases."""
