"""Tests of the cleaning stage."""
