"""Measurements: slow, run by hand or by make, never by pytest."""
