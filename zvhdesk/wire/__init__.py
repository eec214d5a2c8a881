"""What travels between desks and server, version 1: bytes, signatures and messages (SYNC.md B)."""
