"""Tags, trees and lemmas on gold tokens and sentences; sentences and tokens from raw text.

Relations are compared without their subtypes, punctuation included, as in the CoNLL 2018 shared task; ``LAS, with
subtypes`` compares them whole. A gold lemma ``_`` agrees with any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.model.reading import Reading
from onrecord.model.span import Span
from onrecord.score.bootstrap import Counts, Metric, prf, ratio
from onrecord.score.gold import GoldWords

#: Metrics over the counts of ``count_syntax``.
SYNTAX_METRICS: dict[str, tuple[Metric, str]] = {
    "UPOS": (ratio("upos", "words"), "words"),
    "UAS": (ratio("uas", "words"), "words"),
    "LAS": (ratio("las", "words"), "words"),
    "LAS, with subtypes": (ratio("las whole", "words"), "words"),
    "lemmas": (ratio("lemmas", "words"), "words"),
}
#: Metrics over the counts of ``count_segmentation``.
SEGMENTATION_METRICS: dict[str, tuple[Metric, str]] = {**prf("sentences"), **prf("tokens")}


def count_syntax(gold: GoldWords, reading: Reading) -> Counts:
    """Compare the words of one document with a reading of the same words."""
    counts = Counter({"words": len(gold.upos)})
    for word, head in enumerate(gold.heads):
        counts["upos"] += reading.upos[word] == gold.upos[word]
        counts["lemmas"] += gold.lemmas[word] in ("_", reading.lemmas[word])
        if reading.heads[word] == head:
            counts["uas"] += 1
            counts["las"] += _universal(reading.deprels[word]) == _universal(gold.deprels[word])
            counts["las whole"] += reading.deprels[word] == gold.deprels[word]
    return counts


def _universal(relation: str) -> str:
    return relation.partition(":")[0]


def locate_words(text: str, words: Sequence[str]) -> list[Span]:
    """Find given words, in order, in the text they were cut from.

    Raises:
        ValueError: A word is not where it should be: the text is another.
    """
    spans: list[Span] = []
    place = 0
    for word in words:
        while place < len(text) and text[place].isspace():
            place += 1
        if not text.startswith(word, place):
            raise ValueError(f"word {len(spans)} does not stand at {place}; give the text of the same document")
        spans.append(Span(place, place + len(word)))
        place += len(word)
    return spans


def raw_text(gold: GoldWords) -> str:
    """Return the document as running text: sentences of a paragraph on one line, a blank line between paragraphs."""
    parts: list[str] = []
    word = 0
    for number, sentence in enumerate(gold.sentences):
        if number in gold.paragraphs and parts:
            parts[-1] = parts[-1].rstrip()
            parts.append("\n\n")
        for form in sentence:
            parts.append(form + (" " if gold.spaces[word] else ""))
            word += 1
    return "".join(parts).rstrip()


def count_segmentation(gold: GoldWords, text: str, reading: Reading) -> Counts:
    """Compare the tokens and sentences read from raw text with the gold ones, by the characters they span.

    Furniture whose tokens are not read (credits, bylines) counts as missed.
    """
    tokens = locate_words(text, [form for sentence in gold.sentences for form in sentence])
    sentences, word = set(), 0
    for sentence in gold.sentences:
        sentences.add(Span(tokens[word].start, tokens[word + len(sentence) - 1].end))
        word += len(sentence)
    page = reading.page
    found_tokens = set(page.tokens)
    found_sentences = {page.cover(sentence) for sentence in reading.sentences}
    return {
        "tokens gold": len(tokens),
        "tokens found": len(found_tokens),
        "tokens right": len(found_tokens & set(tokens)),
        "sentences gold": len(sentences),
        "sentences found": len(found_sentences),
        "sentences right": len(found_sentences & sentences),
    }
