"""Tests of what students carry: visible checks, and how notebooks are read and restored."""
