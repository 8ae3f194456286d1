"""Dated words and values that the top floor leans on."""
