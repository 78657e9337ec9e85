"""Judges answers: compares them with the right ones, knows mistakes again, words the verdict."""
