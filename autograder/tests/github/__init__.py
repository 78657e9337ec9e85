"""Tests of teaching with one GitHub repository per student."""
