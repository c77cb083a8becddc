"""The tasks of ``onrecord score``: read the gold, read the texts, compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.model.page import Page
from onrecord.nn.reader import Reader
from onrecord.score.attribution import attribution_metrics, count_attributions
from onrecord.score.bootstrap import Counts, measure
from onrecord.score.entities import TO_NINE, TO_THREE, count_entities, decode_tags, entity_metrics, lay_over
from onrecord.score.gold import GoldText, GoldWords, read_conllu, read_texts, read_worldwide
from onrecord.score.options import Options
from onrecord.score.pages import page_from_tokens
from onrecord.score.predictions import find_attributions, is_speech_cue, page_of
from onrecord.score.stripping import StrippedText
from onrecord.score.syntax import SEGMENTATION_METRICS, SYNTAX_METRICS, count_segmentation, count_syntax, raw_text
from onrecord.score.table import Table, take
from onrecord.text.tokens import tokenize

#: One task: reads gold files and returns tables.
Task = Callable[[Sequence[Path], Reader, Options], list[Table]]

_OPEN_NOTE = "Found inside a gold content and matching nothing: not counted (PolNeAR marks nothing nested)."


def set_name(path: Path) -> str:
    """Return a file's name without its endings."""
    return path.name.split(".")[0]


def score_attribution(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score who said what on attribution files."""
    tables = []
    for path in paths:
        texts = list(take(read_texts(path), set_name(path), Options(limit=options.limit)))
        plain = [_attribution_counts(t, reader, options) for t in take(texts, set_name(path), options)]
        exhaustive = all(text.exhaustive for text in texts)
        metrics = attribution_metrics(exhaustive=exhaustive)
        notes = [_OPEN_NOTE] if options.inside_is_open and exhaustive else []
        title = f"attribution, {set_name(path)}, level {options.level}"
        tables.append(Table(title, measure(plain, metrics), len(texts), notes))
        if options.strip_quotes:
            label = f"{set_name(path)} without marks"
            bare = [_attribution_counts(_strip(t), reader, options) for t in take(texts, label, options)]
            tables.append(Table(f"{title}, no quotation marks", measure(bare, metrics), len(texts), notes))
            tables.append(_loss_table(title, plain, bare, exhaustive=exhaustive))
    return tables


def _attribution_counts(text: GoldText, reader: Reader, options: Options) -> Counts:
    reading = reader.read(page_of(text.text, published=text.published))
    found = find_attributions(reading, options.level)
    inside_is_open = options.inside_is_open and text.exhaustive
    return count_attributions(
        text.text, text.attributions, found, is_speech=is_speech_cue, inside_is_open=inside_is_open
    )


def _strip(text: GoldText) -> GoldText:
    stripped = StrippedText(text.text)
    return GoldText(
        id=text.id,
        text=stripped.text,
        published=text.published,
        attributions=tuple(stripped.move_attribution(a) for a in text.attributions),
        exhaustive=text.exhaustive,
    )


def _loss_table(title: str, plain: Sequence[Counts], bare: Sequence[Counts], *, exhaustive: bool) -> Table:
    """Return what taking out the marks costs, paired by document."""
    both = [
        {**{f"a {k}": v for k, v in a.items()}, **{f"b {k}": v for k, v in b.items()}}
        for a, b in zip(plain, bare, strict=True)
    ]
    name = "linked F1" if exhaustive else "linked recall"
    metric = attribution_metrics(exhaustive=exhaustive)[name][0]

    def side(counts: Counts, letter: str) -> float:
        return metric({key: counts[f"{letter} {key}"] for key in ("linked right", "linked found", "linked gold")})

    figures = measure(both, {f"loss of {name}": (lambda c: side(c, "a") - side(c, "b"), "a linked gold")})
    return Table(f"{title}, loss without marks", figures, len(both))


def score_syntax(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score tags, trees and lemmas on gold tokens and sentences of CoNLL-U files."""
    tables = []
    for path in paths:
        documents = []
        for gold in take(read_conllu(path), set_name(path), options):
            page, starts = page_from_tokens(gold.sentences, spaces=gold.spaces, paragraphs=gold.paragraphs)
            documents.append(count_syntax(gold, reader.read(page, sentence_starts=starts)))
        notes = ["Relations without subtypes, punctuation included (CoNLL 2018)."]
        figures = measure(documents, SYNTAX_METRICS)
        tables.append(Table(f"syntax, {set_name(path)}, gold tokens", figures, len(documents), notes))
    return tables


def score_segmentation(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score sentences and tokens from raw text of CoNLL-U files."""
    tables = []
    for path in paths:
        documents = []
        for gold in take(read_conllu(path), set_name(path), options):
            text = raw_text(gold)
            documents.append(count_segmentation(gold, text, reader.read(page_of(text))))
        figures = measure(documents, SEGMENTATION_METRICS)
        notes = ["Tokens are the words of the treebank (“don't” is two)."]
        tables.append(Table(f"segmentation, {set_name(path)}, raw text", figures, len(documents), notes))
    return tables


def score_entities(paths: Sequence[Path], reader: Reader, options: Options) -> list[Table]:
    """Score entity mentions on WorldWide files (nine classes) and CoNLL-U files (three)."""
    tables = []
    for path in paths:
        three = ".conllu" in path.name
        classes = TO_THREE if three else TO_NINE
        documents = []
        for gold in take(read_conllu(path) if three else read_worldwide(path), set_name(path), options):
            page, word_of_token, starts = _cut_words(gold, keep=three)
            reading = reader.read(page, sentence_starts=starts if three else None)
            found = lay_over(reading.entities, word_of_token, classes)
            documents.append(count_entities(decode_tags(gold.entities), found))
        notes = ["Ours for theirs: " + ", ".join(f"{a} → {b}" for a, b in TO_THREE.items()) + "."] if three else []
        figures = measure(documents, entity_metrics(classes))
        tables.append(Table(f"entities, {set_name(path)}, gold tokens", figures, len(documents), notes))
    return tables


def _cut_words(gold: GoldWords, *, keep: bool) -> tuple[Page, list[int], tuple[bool, ...]]:
    """Return the page of a document, the gold word of each token, and where sentences begin.

    Unless words are to be kept, each is cut as the tokenizer cuts it.
    """
    sentences: list[list[str]] = []
    spaces: list[bool] = []
    word_of_token: list[int] = []
    word = 0
    for sentence in gold.sentences:
        tokens: list[str] = []
        for form in sentence:
            pieces = [span.of(form) for span in tokenize(form)] or [form]
            if keep or "".join(pieces) != form:
                pieces = [form]
            tokens.extend(pieces)
            word_of_token.extend([word] * len(pieces))
            spaces.extend([*[False] * (len(pieces) - 1), gold.spaces[word]])
            word += 1
        sentences.append(tokens)
    page, starts = page_from_tokens(sentences, spaces=spaces, paragraphs=gold.paragraphs)
    return page, word_of_token, starts
