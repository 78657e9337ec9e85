"""Tests of the visible checks that students run."""
