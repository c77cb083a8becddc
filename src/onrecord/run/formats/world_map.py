"""A small map of where things are or happen, as a drawing inside the page. Outlines: Natural Earth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, isfinite, radians

from onrecord.model.dossier import Place
from onrecord.run.formats.columns import one_line, shorten
from onrecord.run.formats.facts import COUNTRY_PRECISION, Fact
from onrecord.run.formats.markup import Html, tag

#: Units per degree, as in the table of outlines.
_SCALE = 10
#: Least width and height of the map, and room round the outermost places, in degrees.
_LEAST_WIDTH, _LEAST_HEIGHT, _MARGIN = 24.0, 12.0, 3.0
#: Width to height of the drawing.
_SHAPE = 2.0
#: Size of letters and of a point, as shares of the width.
_LETTER, _POINT = 0.033, 0.008
#: Columns a label may take, and how many places are labelled.
_LABEL, _MOST_LABELS = 22, 30
_CAPTION = "Rings stand for whole countries. Outlines: Natural Earth; lines are no judgement on borders."


@dataclass(frozen=True, slots=True)
class _Outline:
    code: str
    west: int
    south: int
    east: int
    north: int
    path: str


@dataclass(frozen=True, slots=True)
class _View:
    """The part of the world that is drawn, in tenths of a degree, y down."""

    left: float
    top: float
    width: float
    height: float
    #: What a degree of longitude is worth beside one of latitude.
    squeeze: float

    def shows(self, outline: _Outline) -> bool:
        """Tell whether an outline may be seen."""
        right = (self.left + self.width) / self.squeeze
        return (
            outline.east >= self.left / self.squeeze
            and outline.west <= right
            and -outline.south >= self.top
            and -outline.north <= self.top + self.height
        )


def draw_map(facts: Sequence[Fact]) -> Html:
    """Return the map of the places that have coordinates; nothing where none has."""
    known = [(fact, fact.place) for fact in facts if fact.place is not None and _is_located(fact.place)]
    if not known:
        return Html()
    view = _frame([place for _, place in known])
    countries = {place.country for _, place in known if place.precision == COUNTRY_PRECISION}
    seen = [outline for outline in _outlines() if view.shows(outline)]
    land = "".join(outline.path for outline in seen if not outline.code or outline.code not in countries)
    meant = "".join(outline.path for outline in seen if outline.code and outline.code in countries)
    squeezed = f"scale({view.squeeze:.3f} 1)"
    shapes = [tag("path", d=land, class_="land", transform=squeezed)] if land else []
    shapes += [tag("path", d=meant, class_="land meant", transform=squeezed)] if meant else []
    box = f"{view.left:.1f} {view.top:.1f} {view.width:.1f} {view.height:.1f}"
    names = ", ".join(one_line(place.name) for _, place in known[:_MOST_LABELS])
    drawing = tag("svg", *shapes, *_marks(known, view), viewBox=box, role="img", aria_label=f"Map: {names}")
    return tag("figure", drawing, tag("figcaption", _CAPTION), class_="map")


def _is_located(place: Place) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return isfinite(place.lat) and isfinite(place.lon) and abs(place.lat) <= 90 and abs(place.lon) <= 180


@cache
def _outlines() -> tuple[_Outline, ...]:
    table = (files("onrecord.run.formats") / "data" / "world.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(_Outline(code, int(w), int(s), int(e), int(n), path) for code, w, s, e, n, path in rows)


def _frame(places: Sequence[Place]) -> _View:
    """Return the view that holds all places, in the shape of the drawing, with a degree as long in both ways."""
    lats = [place.lat or 0.0 for place in places]
    lons = [place.lon or 0.0 for place in places]
    middle = (min(lats) + max(lats)) / 2
    squeeze = max(cos(radians(middle)), 0.3)
    height = max(max(lats) - min(lats) + 2 * _MARGIN, _LEAST_HEIGHT)
    width = max((max(lons) - min(lons) + 2 * _MARGIN) * squeeze, _LEAST_WIDTH)
    width, height = max(width, height * _SHAPE), max(height, width / _SHAPE)
    left = (min(lons) + max(lons)) / 2 * squeeze - width / 2
    top = -middle - height / 2
    return _View(left * _SCALE, top * _SCALE, width * _SCALE, height * _SCALE, squeeze)


def _marks(known: Sequence[tuple[Fact, Place]], view: _View) -> list[Html]:
    """Return a point for each place, a ring for each country, with their names where there is room."""
    letter, size = view.width * _LETTER, view.width * _POINT
    taken: list[tuple[float, float, float, float]] = []
    spots = []
    for fact, place in known:
        x, y = (place.lon or 0.0) * _SCALE * view.squeeze, -(place.lat or 0.0) * _SCALE
        whole = place.precision == COUNTRY_PRECISION
        spots.append((fact, place, x, y, whole))
        radius = size * (2.2 if whole else 1.2)
        taken.append((x - radius, y - radius, x + radius, y + radius))
    marks = []
    for number, (fact, place, x, y, whole) in enumerate(spots):
        name = one_line(place.name) or fact.words
        title = tag("title", f"{name}: {', '.join(fact.details)}")
        kind = "ring" if whole else "wide" if (place.precision or 0) > 4 else "spot"
        radius = size * {"ring": 2.2, "wide": 1.7, "spot": 1.0}[kind]
        circle = tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{radius:.1f}", class_=kind)
        label = Html()
        if number < _MOST_LABELS:
            label = _label(shorten(name, _LABEL), x, y, radius, letter, view, taken)
        marks.append(tag("g", title, circle, *((label,) if label else ()), data_f=fact.key, class_="pin"))
    return marks


def _label(
    name: str,
    x: float,
    y: float,
    radius: float,
    letter: float,
    view: _View,
    taken: list[tuple[float, float, float, float]],
) -> Html:
    """Return a name beside its point where it hides nothing; nothing where there is no room."""
    long = len(name) * letter * 0.56
    gap = radius + letter * 0.25
    for anchor, left, base in (
        ("start", x + gap, y + letter * 0.33),
        ("end", x - gap - long, y + letter * 0.33),
        ("middle", x - long / 2, y - gap),
        ("middle", x - long / 2, y + gap + letter * 0.8),
    ):
        box = (left, base - letter * 0.8, left + long, base + letter * 0.2)
        inside = view.left <= box[0] and box[2] <= view.left + view.width
        inside = inside and view.top <= box[1] and box[3] <= view.top + view.height
        if inside and not any(_meet(box, other) for other in taken):
            taken.append(box)
            at = {"start": left, "end": left + long, "middle": left + long / 2}[anchor]
            return tag("text", name, x=f"{at:.1f}", y=f"{base:.1f}", text_anchor=anchor, font_size=f"{letter:.1f}")
    return Html()


def _meet(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
