"""Copies of originals: what they are, which are needed, and how they are made."""
