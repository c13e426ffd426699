"""Approved winners and brand projects, built into a searchable showcase site."""
