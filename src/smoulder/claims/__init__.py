"""Readers of claims, one file each: a module with `read(article, places, actors) -> tuple[Claim, ...]`.

A reader finds what is said of an armed group's end, strength, land or return. Every quote must stand in the article's
text at its offsets. `rules` needs no model and is the default.
"""
