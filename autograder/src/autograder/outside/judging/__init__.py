"""Judges answers: compares them with the right ones, recognizes mistakes, words the verdict."""
