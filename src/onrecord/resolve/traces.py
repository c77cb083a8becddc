"""A dossier made light: what is kept of a report to compare it with others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from importlib import import_module
from itertools import islice

from onrecord.model.dossier import Actor, Dossier, Event, Figure, Place, Statement, TimeExpression
from onrecord.model.merged import ActorTrace, EventTrace, FigureTrace, ReportTrace, StatementTrace, Terms
from onrecord.model.span import Span, hull
from onrecord.resolve.names import bare_name, plain_name
from onrecord.resolve.stems import STOP, WORD, content_words, key, stem
from onrecord.settings import SETTINGS

#: Runs of words that a signature is made of.
_RUN = 4
#: Furniture that tells nothing of the news.
_DROPPED = frozenset({"boilerplate", "credit", "byline", "caption", "dateline"})
_BREAK = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sen|Rep|Gov|Prof|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)$"
)
_QUOTED = re.compile(r"“([^“”\n]{12,900})”|\"([^\"\n]{12,900})\"|„([^„“”\n]{12,900})[“”]|«([^«»\n]{12,900})»")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MAX_SENTENCE_KEYS = 80
#: Words kept on each side of a trigger: about its subject and its object.
_NEAREST = 4


def light(dossier: Dossier) -> ReportTrace:
    """Return what is kept of a report to compare it with others; it needs no network and takes about a millisecond.

    Args:
        dossier: The report with its facts.
    """
    report = dossier.report
    prose = _prose(dossier)
    words = [w.lower() for w in WORD.findall(prose)]
    text = _Text(dossier, prose)
    actors = {a.id: a for a in dossier.actors}
    places = {p.id: p for p in dossier.places}
    quotes = {k for _, k in text.quotes}
    persons, bodies = _names(dossier.actors)
    headline = content_words(report.title or "") if report.title and report.title not in prose else []
    return ReportTrace(
        id=report.id,
        published=report.published,
        publisher=report.publisher,
        text_key=sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16],
        n_words=len(words),
        signature=_signature(words),
        quotes=tuple(sorted(quotes)),
        sentences=text.sentence_keys(),
        words=_terms(Counter(key("word", stem(w)) for w in [*headline, *content_words(prose)])),
        persons=_terms(persons),
        bodies=_terms(bodies),
        places=_terms(Counter(_place_key(p) for p in dossier.places)),
        numbers=_terms(_numbers(prose, dossier.figures)),
        days=_terms(_days(prose, dossier.times)),
        actors=tuple(_actor(a) for a in dossier.actors),
        events=tuple(_event(e, text, places, actors) for e in dossier.events),
        statements=tuple(_statement(s, text) for s in dossier.statements),
    )


@dataclass(slots=True)
class _Sentence:
    span: Span
    words: frozenset[int]
    names: frozenset[int]
    numbers: frozenset[int]


class _Text:
    """The sentences, quotations and figures of a report, found by place."""

    def __init__(self, dossier: Dossier, prose: str) -> None:
        self.text = dossier.report.text
        self.prose = prose
        self.spans = cut_sentences(prose)
        self._starts = [s.start for s in self.spans]
        self._known: dict[int, _Sentence] = {}
        self.figures = sorted(dossier.figures, key=lambda f: f.span)
        self.quotes = sorted(_quotes(prose, dossier.statements, self.text))

    def number_at(self, place: int) -> int:
        """Return the number of the sentence a place lies in."""
        return max(0, bisect_right(self._starts, place) - 1)

    def sentence(self, number: int) -> _Sentence:
        """Return a sentence with its keys."""
        if number not in self._known:
            span = self.spans[number] if self.spans else Span(0, len(self.text))
            self._known[number] = _Sentence(span, *_sentence_keys(span.of(self.text)))
        return self._known[number]

    def quotes_in(self, span: Span) -> tuple[int, ...]:
        """Return the keys of the quotations that touch a span, ascending."""
        return tuple(sorted({k for where, k in self.quotes if where.overlaps(span)}))

    def sentence_keys(self) -> tuple[int, ...]:
        """Return the keys of the sentences that are long enough to tell two reports have one source."""
        long = (WORD.findall(span.of(self.prose)) for span in self.spans)
        keys = (_run_key("sentence", w) for w in long if len(w) >= SETTINGS.sentence_words)
        return tuple(sorted(set(islice(keys, _MAX_SENTENCE_KEYS))))


def cut_sentences(text: str) -> list[Span]:
    """Cut a text into sentences by its full stops, roughly; pieces without words are left out.

    >>> [s.of("Mr. Bell left. He ran.") for s in cut_sentences("Mr. Bell left. He ran.")]
    ['Mr. Bell left.', 'He ran.']
    """
    found, start = [], 0
    for match in _BREAK.finditer(text):
        if "\n" not in match.group() and _ABBREVIATED.search(text, max(start, match.start() - 8), match.start()):
            continue
        found.append(Span(start, match.start()))
        start = match.end()
    found.append(Span(start, len(text)))
    return [s for s in found if WORD.search(text, s.start, s.end)]


def _prose(dossier: Dossier) -> str:
    """Return the text with what is no news blanked out, so that places stay."""
    text = dossier.report.text
    for piece in dossier.furniture:
        if piece.kind in _DROPPED:
            text = text[: piece.span.start] + "\n" * (piece.span.end - piece.span.start) + text[piece.span.end :]
    return text


def _sentence_keys(text: str) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    words, names, numbers = set(), set(), set()
    for place, match in enumerate(WORD.finditer(text)):
        word = match.group()
        if word[0].isdigit():
            numbers.add(key("number", plain_number(word)))
        elif word.lower() not in STOP and len(word) > 1:
            words.add(key("word", stem(word)))
            if word[0].isupper() and place:
                names.add(key("word", stem(word)))
    return frozenset(words), frozenset(names), frozenset(numbers)


def plain_number(word: str) -> str:
    """Return a number without marks between thousands.

    >>> plain_number("12,500"), plain_number("7.0"), plain_number("7.2")
    ('12500', '7', '7.2')
    """
    bare = word.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word) else word
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _terms(counts: Counter[int]) -> Terms:
    kept = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[: SETTINGS.trace_words]
    kept.sort()
    return Terms(keys=tuple(k for k, _ in kept), counts=tuple(n for _, n in kept))


def _run_key(sort: str, words: Sequence[str]) -> int:
    return key(sort, " ".join(w.lower() for w in words))


def _signature(words: Sequence[str]) -> tuple[int, ...]:
    """Return the MinHash of the runs of four words."""
    if len(words) < 2 * _RUN:
        return ()
    # It brings no type information.
    sketch = import_module("rensa").RMinHash(num_perm=SETTINGS.signature_values, seed=1)
    sketch.update([" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)])
    return tuple(sketch.digest())


def _quotes(prose: str, statements: Iterable[Statement], text: str) -> set[tuple[Span, int]]:
    """Return every quotation of five words or more with its key, by the marks and by the statements."""
    found = set()
    for match in _QUOTED.finditer(prose):
        words = WORD.findall(match.group())
        if len(words) >= SETTINGS.quote_words:
            found.add((Span(*match.span()), _run_key("quote", words)))
    for statement in statements:
        for piece in statement.content if statement.form == "direct" else ():
            words = WORD.findall(piece.of(text))
            if len(words) >= SETTINGS.quote_words:
                found.add((piece, _run_key("quote", words)))
    return found


def _names(actors: Iterable[Actor]) -> tuple[Counter[int], Counter[int]]:
    """Return the last names of persons, and the states and bodies, with how often they are mentioned."""
    persons: Counter[int] = Counter()
    bodies: Counter[int] = Counter()
    for actor in actors:
        n = max(1, len(actor.mentions))
        if actor.kind in ("state", "government") and actor.country:
            bodies[key("body", actor.country)] += n
        elif actor.kind == "person" and is_proper(actor.name):
            persons[key("person", stem(bare_name(actor.name)[-1]))] += n
        elif actor.kind in ("organisation", "armed_group") and actor.name[:1].isupper():
            bodies[key("body", plain_name(actor.name).lower())] += n
    return persons, bodies


def is_proper(name: str) -> bool:
    """Tell whether a person's name is one, and no description.

    >>> is_proper("Ursula von der Leyen"), is_proper("a senior official"), is_proper("Security official")
    (True, False, False)
    """
    parts = bare_name(name)
    return bool(parts) and parts[0][:1].isupper() and parts[-1][:1].isupper()


def _place_key(place: Place) -> int:
    return key("place", str(place.geonameid) if place.geonameid else place.name.lower())


def _numbers(prose: str, figures: Iterable[Figure]) -> Counter[int]:
    found = Counter(key("number", plain_number(w)) for w in WORD.findall(prose) if w[0].isdigit())
    for figure in figures:
        if figure.best is not None:
            found[key("number", f"{figure.best:.12g}")] += 0
            found[key("number", f"{figure.best:.12g}")] = max(1, found[key("number", f"{figure.best:.12g}")])
    return found


def _days(prose: str, times: Iterable[TimeExpression]) -> Counter[int]:
    """Return the days that are named: by date where it is known, else by name."""
    found: Counter[int] = Counter()
    known = []
    for time in times:
        if time.start is not None and time.end is not None and time.end - time.start <= timedelta(days=1):
            found[key("day", time.start.date().isoformat())] += 1
            known.append(time.span)
    for match in _WEEKDAY.finditer(prose):
        if not any(span.overlaps(Span(*match.span())) for span in known):
            found[key("day", match.group())] += 1
    return found


def _actor(actor: Actor) -> ActorTrace:
    return ActorTrace(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        country=actor.country,
        sector=actor.sector,
        title=actor.title,
        n_mentions=len(actor.mentions),
    )


def _event(event: Event, text: _Text, places: dict[str, Place], actors: dict[str, Actor]) -> EventTrace:
    number = text.number_at(event.trigger_span.start)
    around = text.sentence(number)
    stems = trigger_stems(event.trigger_span.of(text.text))
    own = {key("word", s) for s in stems}
    place = places.get(event.where) if event.where else None
    figures = [f for f in text.figures if around.span.contains(f.span)]
    when = event.when
    return EventTrace(
        id=event.id,
        span=event.trigger_span,
        type=event.type,
        modality=event.modality,
        negated=event.negated,
        background=event.background,
        stems=stems,
        actors=tuple(a for a in (*event.actors, *event.actors_alleged) if a in actors),
        recipients=tuple(a for a in event.recipients if a in actors),
        start=when.start if when else None,
        end=when.end if when else None,
        place=place.name if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        country=place.country if place else None,
        precision=place.precision if place else None,
        words=tuple(sorted(around.words - own)),
        names=tuple(sorted(around.names - own)),
        numbers=tuple(sorted(around.numbers)),
        before=_nearest(text.text[around.span.start : event.trigger_span.start], last=True),
        behind=_nearest(text.text[event.trigger_span.end : around.span.end], last=False),
        quotes=text.quotes_in(around.span),
        figures=tuple(_figure(f) for f in figures),
        sentence=number,
        n_mentions=1 + len(event.mentions),
    )


def _nearest(text: str, *, last: bool) -> tuple[int, ...]:
    """Return the keys of the last or first words of a text that are about something, nearest to the other end first."""
    words = content_words(text)
    chosen = words[: -_NEAREST - 1 : -1] if last else words[:_NEAREST]
    return tuple(key("word", stem(w)) for w in chosen)


def trigger_stems(words: str) -> tuple[str, ...]:
    """Return the stems of a trigger's words, those that are about something only, if there are any.

    >>> trigger_stems("was struck"), trigger_stems("said")
    (('strik',), ('said',))
    """
    return tuple(stem(w) for w in content_words(words)) or tuple(stem(w) for w in WORD.findall(words))


def _figure(figure: Figure) -> FigureTrace:
    return FigureTrace(
        id=figure.id,
        span=figure.span,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        bound=figure.bound,
        unit=figure.unit,
    )


def _statement(statement: Statement, text: _Text) -> StatementTrace:
    whole = hull(statement.content) or statement.cue_span or statement.speaker_span or Span(0, 0)
    words = [w for piece in statement.content for w in WORD.findall(piece.of(text.text))]
    about = content_words(" ".join(words))
    said: date | None = None
    if statement.said is not None and statement.said.start is not None:
        said = statement.said.start.date()
    return StatementTrace(
        id=statement.id,
        span=whole,
        speakers=statement.speakers,
        form=statement.form,
        polarity=statement.polarity,
        act=statement.act,
        said=said,
        words=tuple(sorted({key("word", stem(w)) for w in about})),
        quotes=text.quotes_in(whole) if statement.content else (),
        numbers=tuple(sorted({key("number", plain_number(w)) for w in about if w[0].isdigit()})),
        n_words=len(words),
    )
