"""Made-up reports of any number, the same for the same seed: to measure how fast and how safely they are stored.

Their sentences are drawn from templates, so their facts are of no interest; their lengths vary as those of reports do.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

PEOPLE = "Oduya Marquand Tellervo Basri Okonjo Lindqvist Haddad Verma Castell Yilmaz Petrosian Nakamura".split()
OFFICES = ["foreign minister", "defence minister", "government spokeswoman", "envoy", "chief negotiator", "president"]
STATES = ["Norfax", "Velmark", "Tarsia", "the Ostland Federation", "Quenmoor", "Sarrend"]
TOWNS = "Port Adair,Kessel,Old Harbour,Vinmark,Dray,Lower Tessen".split(",")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SENTENCES = (
    "“We will keep {n} observers in {town} until the strait is open,” {person} said on {day}.",
    "“Nobody in {state} wants this,” {person} said.",
    "The {office} of {state}, {person}, said that {n},000 troops had been moved to the border near {town}.",
    "{state} threatened to close the crossing at {town} if {other} did not withdraw by {day}.",
    "At least {n} people were killed and {m} wounded in {town}, according to officials in {state}.",
    "Talks between {state} and {other} are to resume in {town} on {day}.",
    "{person} denied on {day} that {state} had sent ships to {town}.",
    "{other} rejected the offer, and its {office} called it a step backwards.",
    "Some {n} trucks with food reached {town} on {day}, the first in {m} days.",
    "A ceasefire was signed in {town} by {person} and the {office} of {other}.",
)


def make_text(seed: int, n_words: int | None = None) -> str:
    """Return the report of this number.

    Args:
        seed: Its number.
        n_words: About how many words it has; None for 60 to 900, most of them short.
    """
    draw = random.Random(seed)
    wanted = n_words or min(900, 60 + round(draw.expovariate(1 / 240)))
    person = draw.choice(PEOPLE)
    head = f"{draw.choice(STATES)} and {draw.choice(STATES)}: report {seed} from {draw.choice(TOWNS)}"
    paragraphs = [head, ""]
    written = 0
    while written < wanted:
        sentences = [_sentence(draw, person) for _ in range(draw.randint(1, 4))]
        paragraphs += [" ".join(sentences), ""]
        written += sum(len(sentence.split()) for sentence in sentences)
    return "\n".join(paragraphs)


def _sentence(draw: random.Random, person: str) -> str:
    state, other = draw.sample(STATES, 2)
    return draw.choice(SENTENCES).format(
        n=draw.randint(2, 90),
        m=draw.randint(3, 40),
        town=draw.choice(TOWNS),
        person=draw.choice([person, draw.choice(PEOPLE)]),
        state=state,
        other=other,
        office=draw.choice(OFFICES),
        day=draw.choice(DAYS),
    )


def make_reports(n_reports: int, *, first: int = 0, n_words: int | None = None) -> Iterator[dict[str, str]]:
    """Yield reports as rows with text, day of publication and publisher."""
    for seed in range(first, first + n_reports):
        day = date(2031, 1, 1) + timedelta(days=seed % 365)
        yield {
            "text": make_text(seed, n_words),
            "published": day.isoformat(),
            "publisher": f"The {TOWNS[seed % len(TOWNS)]} Gazette",
        }


def write_lines(path: Path, n_reports: int, *, first: int = 0, n_words: int | None = None) -> None:
    """Write reports as JSON lines."""
    with path.open("w", encoding="utf-8") as stream:
        for row in make_reports(n_reports, first=first, n_words=n_words):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
