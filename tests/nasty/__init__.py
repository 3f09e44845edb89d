"""Inputs that were made to hurt, and what may become of each: `python -m tests.nasty` tries them all."""
