"""Mentions to actors: names, titles, descriptions and pronouns that mean the same."""
