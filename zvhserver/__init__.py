"""The central server: it keeps sealed envelopes in one order and can read none of them (SYNC.md)."""

__version__ = "0.1.0"
