"""Proves the tests: every known mistake loses what it should, every right answer loses nothing."""
