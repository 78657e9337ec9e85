"""Known wrong implementations, each a small change to a right one.

A mistake serves twice. The audit checks that it loses points where it should: a test of
the tests. And when a student's answers equal a mistake's, the verdict names the
misconception behind them. A course brings its own catalogue.
"""

from .mistake import Mistake

__all__ = ["Mistake"]
