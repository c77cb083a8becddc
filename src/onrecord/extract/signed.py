"""Signed texts: a letter, or a comment under its author's name, is one statement from beginning to end.

What others are said to have said in it stands inside that statement. A reporter's byline signs nothing: a text counts
as its author's own words only where it speaks in the first person outside all quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.extract.view import View
from onrecord.model.dossier import MediumKind, Statement
from onrecord.model.ids import fact_id
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange

#: A salutation stands among this many first paragraphs, a signature among this many last ones.
_HEAD, _TAIL = 14, 8
#: Words of the longest salutation, closing line or signature.
_LONGEST_LINE = 9
#: Sentences that must speak in the first person, and their least share.
_LEAST_SENTENCES, _LEAST_SHARE = 4, 0.12
_CONFIDENCE = 0.7
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_SALUTATION = re.compile(
    r"(?:my )?dear\b.*|(?:(?:your|his|her) )?(?:excellenc(?:y|ies)|majesty|highness)\b.*|(?:sirs?|madam|gentlemen)\b\W*"
    r"|(?:mr|mrs|ms|dr|prof(?:essor)?|senator|president|ambassador)\.? [\w.' -]{1,40}[,:;]|to whom it may concern\W*",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = re.compile(
    r"(?:yours|sincerely|respectfully|faithfully|cordially|(?:with |best |kind |warm |my )*(?:regards|wishes|love)|"
    r"love\b.*|luv|in (?:solidarity|friendship|peace)|(?:very )?truly|affectionately|signed|stay in touch|thank you)"
    r"\b.*",
    re.IGNORECASE | re.DOTALL,
)
_BY = re.compile(r"\s*(?:(?:written|words|text|story|opinion) )?by:?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Signature:
    #: The name under or over the text.
    author: Span
    #: Paragraphs of the author's words.
    body: tuple[TokenRange, ...]
    medium: MediumKind | None


def add_signed(reading: Reading, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Put the statement that a signed text is before the statements inside it.

    Args:
        reading: The whole page.
        statements: What was found on it, in text order.

    Returns:
        The statements; where the text is signed, one more at the head, the parent of those that had none.
    """
    view = View(reading)
    signature = _find_letter(view) or _find_comment(view)
    if signature is None:
        return tuple(statements)
    whole = Statement(
        id=fact_id(reading.page.report.id, "statement", signature.author),
        kind="said",
        speakers=(),
        speaker_span=signature.author,
        cue_span=None,
        content=tuple(span for tokens in signature.body for span in view.spans(tokens)),
        form="direct",
        marks="missing",
        medium=signature.medium,
        confidence=_CONFIDENCE,
    )
    inside = [replace(s, parent=whole.id) if s.parent is None and _holds(whole, s) else s for s in statements]
    return (whole, *inside)


def _holds(whole: Statement, statement: Statement) -> bool:
    words = statement.cue_span or statement.content[0]
    return any(piece.contains(words) for piece in whole.content)


def _line(view: View, tokens: TokenRange) -> str | None:
    """Return the words of a paragraph that is short enough for a salutation or a signature."""
    if not 0 < view.n_words(tokens) <= _LONGEST_LINE:
        return None
    return view.page.cover(tokens).of(view.page.report.text).strip()


def _find_letter(view: View) -> _Signature | None:
    """Find a letter: a salutation, a body, a closing line and a name under it."""
    paragraphs = [p.tokens for p in view.page.paragraphs]
    lines = [_line(view, tokens) for tokens in paragraphs]
    head = next((n for n, line in enumerate(lines[:_HEAD]) if line and _SALUTATION.fullmatch(line)), None)
    if head is None:
        return None
    last = len(lines) - 1
    below = range(max(head + 2, last - _TAIL), last + 1)
    closing = next((n for n in below if lines[n] and _CLOSING.fullmatch(lines[n] or "")), None)
    if closing is None:
        return None
    names = [_after_comma(view, paragraphs[closing]), *(p for p, line in zip(paragraphs, lines, strict=True) if line)]
    author = next(
        (p for p in names if p is not None and p.first > paragraphs[closing].first and _is_name(view, p)), None
    )
    body = [p for p in paragraphs[head + 1 : closing] if view.n_words(p)]
    if author is None or not body:
        return None
    return _Signature(_name_span(view, author), tuple(body), "letter")


def _after_comma(view: View, tokens: TokenRange) -> TokenRange | None:
    """Return what follows the comma of a closing line: "Sincerely, | Maria Oduya"."""
    comma = next((t for t in range(*tokens) if view.words[t] == ","), None)
    return None if comma is None or comma + 1 >= tokens.last else TokenRange(comma + 1, tokens.last)


def _is_name(view: View, tokens: TokenRange) -> bool:
    """Tell whether a line is a name: mostly in capitals, and no verb in it."""
    words = [t for t in range(*tokens) if not view.is_mark(t)]
    capitals = sum(view.page.word(t)[:1].isupper() for t in words)
    return 2 * capitals > len(words) and not any(view.reading.upos[t] in {"VERB", "AUX"} for t in words)


def _name_span(view: View, tokens: TokenRange) -> Span:
    """Return the name in a signature's first line, brackets and what follows a comma left out."""
    first, last = tokens
    while first < last - 1 and view.is_mark(first):
        first += 1
    stop = next((t for t in range(first + 1, last) if view.words[t] in {",", "(", "]", ")", ";", "-", "–", "—"}), last)
    return view.page.cover(TokenRange(first, stop))


def _find_comment(view: View) -> _Signature | None:
    """Find a comment: a byline over a text that speaks in the first person."""
    text = view.page.report.text
    byline = next((f.span for f in view.page.furniture if f.kind == "byline"), None)
    if byline is None:
        return None
    prose = [
        p.tokens for p in view.page.paragraphs if p.kind == "prose" and view.page.cover(p.tokens).start > byline.end
    ]
    body = tuple(p for p in prose if view.n_words(p) >= _LONGEST_LINE)
    sentences = [s for s in view.reading.sentences if any(p.first <= s.first < p.last for p in body)]
    spoken = [
        s for s in sentences if any(view.words[t] in _FIRST_PERSON and view.quote_at(t) is None for t in range(*s))
    ]
    if len(spoken) < _LEAST_SENTENCES or len(spoken) < _LEAST_SHARE * len(sentences):
        return None
    led = _BY.match(text, byline.start, byline.end)
    line = text[led.end() if led else byline.start : byline.end]
    name = re.split(r"[|\n]", line)[0].rstrip()
    start = byline.end - len(line)
    return _Signature(Span(start, start + len(name)), body, None) if name else None
