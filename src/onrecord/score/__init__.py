"""Metrics, gold readers, the scoreboard, quality floors."""
