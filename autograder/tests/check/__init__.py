"""Tests of what students get: visible checks, and how notebooks are read and restored."""
