"""A Reading with the look-ups that rules need: where a token's sentence, paragraph and quotation are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from onrecord.model.page import Paragraph, Quotation
from onrecord.model.reading import Reading
from onrecord.model.span import Span, TokenRange

#: Glyphs that may be quotation marks.
QUOTE_GLYPHS = frozenset("\"“”„‟«»‘’‚‹›`'") | {"``", "''"}


class View:
    """Look-ups over one Reading. All token numbers count over the whole page."""

    def __init__(self, reading: Reading) -> None:
        page = reading.page
        self.reading = reading
        self.page = page
        #: Token forms in lower case.
        self.words: tuple[str, ...] = tuple(page.word(t).lower() for t in range(len(page.tokens)))
        self._starts = [span.start for span in page.tokens]
        self._sentences = sorted(reading.sentences)
        self._sentence_firsts = [s.first for s in self._sentences]
        self._paragraph_firsts = [p.tokens.first for p in page.paragraphs]
        #: Quotations that stand in none, with their tokens (marks included).
        self.quotes: list[tuple[TokenRange, Quotation]] = []
        #: Tokens that open and close any quotation.
        self.openers: set[int] = set()
        self.closers: set[int] = set()
        for quotation in page.quotations:
            tokens = self.tokens_in(quotation.span)
            if quotation.opener is not None:
                self.openers.update(range(*self.tokens_in(quotation.opener)))
            if quotation.closer is not None:
                self.closers.update(range(*self.tokens_in(quotation.closer)))
            if quotation.depth == 0 and tokens.first < tokens.last:
                self.quotes.append((tokens, quotation))
        self.quotes.sort(key=lambda quote: quote[0])
        self._quote_firsts = [tokens.first for tokens, _ in self.quotes]
        self._children: list[list[int]] = [[] for _ in page.tokens]
        for token, head in enumerate(reading.heads):
            if head >= 0:
                self._children[head].append(token)

    def tokens_in(self, span: Span) -> TokenRange:
        """Return the tokens that lie wholly in a span."""
        first = bisect_left(self._starts, span.start)
        last = bisect_right(self._starts, span.end - 1)
        if last > first and self.page.tokens[last - 1].end > span.end:
            last -= 1
        return TokenRange(first, max(first, last))

    def sentence_number(self, token: int) -> int:
        """Return the number of the token's sentence."""
        return max(0, bisect_right(self._sentence_firsts, token) - 1)

    def sentence(self, token: int) -> TokenRange:
        """Return the token's sentence; its paragraph where the Reading has no sentences."""
        if not self._sentences:
            return self.paragraph(token).tokens
        return self._sentences[self.sentence_number(token)]

    def sentence_by_number(self, number: int) -> TokenRange | None:
        """Return the sentence with a number; None where there is none."""
        return self._sentences[number] if 0 <= number < len(self._sentences) else None

    def paragraph_number(self, token: int) -> int:
        """Return the number of the token's paragraph."""
        return max(0, bisect_right(self._paragraph_firsts, token) - 1)

    def paragraph(self, token: int) -> Paragraph:
        """Return the token's paragraph."""
        if not self.page.paragraphs:
            return Paragraph(TokenRange(0, len(self.words)))
        return self.page.paragraphs[self.paragraph_number(token)]

    def quote_at(self, token: int) -> tuple[TokenRange, Quotation] | None:
        """Return the outermost quotation a token stands in, marks included; None outside."""
        # Outermost quotations never overlap: only the last that begins before the token can hold it.
        number = bisect_right(self._quote_firsts, token) - 1
        return self.quotes[number] if number >= 0 and token < self.quotes[number][0].last else None

    def children(self, token: int) -> list[int]:
        """Return the tokens that hang on a token, in text order."""
        return self._children[token]

    def child(self, token: int, *relations: str) -> int | None:
        """Return the first token that hangs on ``token`` by one of the relations (subtypes included)."""
        for child in self._children[token]:
            if self.relation(child) in relations:
                return child
        return None

    def relation(self, token: int) -> str:
        """Return a token's relation to its head, without subtype."""
        return self.reading.deprels[token].partition(":")[0]

    def subtree(self, token: int, *, skip: Iterable[str] = ()) -> TokenRange:
        """Return the range from the first to the last token under ``token``, itself included.

        Args:
            token: The top.
            skip: Relations to ``token`` whose subtrees are left out.
        """
        left_out = set(skip)
        found = [token]
        queue = [c for c in self._children[token] if self.relation(c) not in left_out]
        while queue:
            current = queue.pop()
            found.append(current)
            queue.extend(self._children[current])
        return TokenRange(min(found), max(found) + 1)

    def head_of(self, tokens: TokenRange) -> int:
        """Return the first token of a range whose head lies outside it."""
        for token in range(tokens.first, tokens.last):
            head = self.reading.heads[token]
            if not tokens.first <= head < tokens.last and not self.is_mark(token):
                return token
        return tokens.first

    def is_mark(self, token: int) -> bool:
        """Tell whether a token is punctuation only."""
        return not any(ch.isalnum() for ch in self.words[token])

    def is_quote_mark(self, token: int) -> bool:
        """Tell whether a token is a quotation mark."""
        return token in self.openers or token in self.closers or self.words[token] in QUOTE_GLYPHS

    def has_quote_mark(self, tokens: TokenRange) -> bool:
        """Tell whether a range holds a quotation mark or lies inside a quotation."""
        return any(
            t in self.openers or t in self.closers or self.quote_at(t) is not None
            for t in range(tokens.first, tokens.last)
        )

    def n_words(self, tokens: TokenRange) -> int:
        """Return how many tokens of a range are no punctuation."""
        return sum(not self.is_mark(t) for t in range(tokens.first, tokens.last))

    def spans(self, tokens: TokenRange) -> Iterator[Span]:
        """Yield the spans of a non-empty token range, cut where furniture runs into it."""
        if not self.page.furniture:
            yield self.page.cover(tokens)
            return
        first = tokens.first
        for token in range(tokens.first + 1, tokens.last):
            gap = Span(self.page.tokens[token - 1].end, self.page.tokens[token].start)
            if any(piece.span.overlaps(gap) for piece in self.page.furniture):
                yield self.page.cover(TokenRange(first, token))
                first = token
        yield self.page.cover(TokenRange(first, tokens.last))

    def words_of(self, tokens: TokenRange | None) -> tuple[str, ...]:
        """Return the forms of a range in lower case."""
        return self.words[tokens.first : tokens.last] if tokens else ()

    def lemmas_of(self, tokens: TokenRange) -> tuple[str, ...]:
        """Return the lemmas of a range in lower case."""
        return tuple(lemma.lower() for lemma in self.reading.lemmas[tokens.first : tokens.last])


def contains(outer: TokenRange, inner: TokenRange) -> bool:
    """Tell whether ``inner`` lies wholly in ``outer``."""
    return outer.first <= inner.first and inner.last <= outer.last


def overlap(one: TokenRange, other: TokenRange) -> int:
    """Return how many tokens two ranges share."""
    return max(0, min(one.last, other.last) - max(one.first, other.first))


def cover(ranges: Iterable[TokenRange]) -> TokenRange:
    """Return the smallest range that holds all of ``ranges`` (at least one)."""
    known = list(ranges)
    return TokenRange(min(r.first for r in known), max(r.last for r in known))


def subtract(piece: TokenRange, blocked: Iterable[TokenRange]) -> list[TokenRange]:
    """Return what is left of a range without the blocked ones, in text order."""
    left = [piece]
    for block in blocked:
        left = (
            [
                part
                for old in left
                for part in (
                    TokenRange(old.first, min(old.last, max(block.first, old.first))),
                    TokenRange(max(old.first, min(block.last, old.last)), old.last),
                )
                if part.first < part.last
            ]
            if block.first < block.last
            else left
        )
    return sorted(set(left))
