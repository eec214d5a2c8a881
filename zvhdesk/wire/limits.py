"""Sizes that both sides hold to (SYNC.md B)."""

HEADER_BYTES = 1024
ENVELOPE_BYTES = 256 * 1024
PUSH_ENVELOPES = 500
PUSH_BYTES = 4 * 1024 * 1024
PULL_ENVELOPES = 500
ROSTER_ENTRY_BYTES = 16 * 1024
ROSTER_AT_ONCE = 50
ROSTER_OF_A_HOUSE = 2_000
"""Entries with which a house is made, or made again: ten years of one device let in and one revoked a week.
What there is more of it follows like any."""
BOX_BYTES = 4 * 1024
KEYS_AT_ONCE = 500
ORDER_ENVELOPES = 16_000
ORDER_BYTES = ORDER_ENVELOPES * 32 + 1024
JOIN_MINUTES = 10
TOKEN_MINUTES = 15
