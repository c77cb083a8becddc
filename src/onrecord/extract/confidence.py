"""How sure a fact is: network scores, put on a calibrated scale."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from itertools import pairwise

from onrecord.model.reading import Frame


def frame_score(frame: Frame) -> float:
    """Return one score for a frame: the cue's, times the weakest of speaker and content.

    Args:
        frame: A frame; roles it lacks do not count.

    Returns:
        A number from 0 to 1, not calibrated.
    """
    needed = [role.score for role in frame.roles if role.name in {"source", "content"}]
    return max(0.0, min(1.0, frame.score * min(needed, default=1.0)))


def calibrate(score: float, kind: str = "statements") -> float:
    """Put a raw score on the calibrated scale: straight lines between the points of ``confidence.json``.

    Args:
        score: From 0 to 1.
        kind: ``statements``, ``events`` or ``positions``.

    >>> calibrate(0.0) < calibrate(0.5) < calibrate(1.0)
    True
    """
    points = _points(kind)
    xs = [x for x, _ in points]
    at = bisect_right(xs, score)
    if at == 0:
        return points[0][1]
    if at == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    return round(y0 + (y1 - y0) * (score - x0) / (x1 - x0), 4)


@cache
def _points(kind: str) -> tuple[tuple[float, float], ...]:
    table = json.loads((files("onrecord.extract") / "confidence.json").read_text(encoding="utf-8"))
    points = tuple((float(x), float(y)) for x, y in table[kind])
    if any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(points)):
        raise ValueError("confidence.json: the points must rise; sort them by score")
    return points
