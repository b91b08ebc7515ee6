"""Rows in and out of DuckDB: the only package that speaks SQL."""
