"""Bytes in: files named on the command line, later the inbox, feeds and archives."""
