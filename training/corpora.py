"""Which texts the network is trained on, and how much of each an epoch holds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.codebook.reporting import classify_cue
from training.acts import letters, read_cameo_ner, read_factuality, read_geneva, read_plv, read_rams
from training.augment import damage_marks, quote_frames, wrap_frames
from training.documents import NON_COMMERCIAL, Document, read_conllu, read_worldwide
from training.frames import (
    MarkedText,
    annotate_gum,
    pick_version,
    read_attributions,
    read_inline,
    read_standoff,
    to_document,
)
from training.labels import UPOS, mask_of

#: How often an epoch meets each corpus.
SHARES = {
    "ewt": 1.5, "gum": 3.0, "worldwide": 0.9, "polnear": 1.0, "inline": 5.0, "real": 5.0,
    "plv": 3.0, "cameo": 3.0, "uw": 0.8, "uds": 0.5, "geneva": 0.5, "rams": 1.0,
}  # fmt: skip

#: Share of a word's uses below which a part of speech is a slip of the trees.
SLIPS = 0.02
_SHORTEST = 5


@dataclass(slots=True)
class Corpora:
    """Trees, entities and attributions of one part (train or dev)."""

    trees: list[Document]
    entities: list[Document]
    #: Per text, a version per annotator.
    marked: list[list[MarkedText]]
    cue_words: frozenset[str]
    #: Sentences with events, parties or ratings of factuality.
    acts: list[Document]
    #: Bit masks of the parts of speech that words in small letters have in the training trees.
    known_tags: dict[str, int]

    def may_be_cue(self, word: str) -> bool:
        """Tell whether a word is often (the heart of) a cue in the training data."""
        return word in self.cue_words

    def epoch(self, random_source: random.Random) -> list[Document]:
        """Return one epoch of documents, damaged and wrapped anew."""
        documents: list[Document] = []
        for doc in [*self.trees, *self.entities, *self.acts]:
            documents.extend([doc] * _times(SHARES[doc.corpus], random_source))
        for versions in self.marked:
            for _ in range(_times(SHARES[versions[0].corpus], random_source)):
                marked = pick_version(versions, random_source)
                if marked.corpus == "polnear":
                    marked = wrap_frames(quote_frames(marked, random_source), random_source)
                marked = damage_marks(marked, random_source)
                documents.append(self.with_tags(to_document(marked, cue_class, self.may_be_cue)))
        return documents

    def with_tags(self, document: Document) -> Document:
        """Give a text without trees the parts of speech that each of its words can have.

        Without them the tagger never meets the words that attribution and events turn on ("warned", "refused"): they
        are rare in the trees, and what the other heads make of their states it took for anything.
        """
        document.tags = [tag_mask(word, self.known_tags) for word in document.words]
        return document

    def plain(self) -> list[Document]:
        """Return every document once, undamaged: for checks on dev."""
        marked = [to_document(versions[0], cue_class, self.may_be_cue) for versions in self.marked]
        return [*self.trees, *self.entities, *self.acts, *marked]


def _times(share: float, random_source: random.Random) -> int:
    return int(share) + (random_source.random() < share % 1)


def cue_class(words: Sequence[str]) -> str | None:
    """Return the code book's class of a cue, None where it does not know the words."""
    entry = classify_cue(words, [w.lower() for w in words])
    return entry.cue_class if entry is not None else None


def load_corpora(data: Path, part: str, inline: Path | None = None, real: Path | None = None) -> Corpora:
    """Read one part of the corpora.

    Args:
        data: Folder laid out as the project's development data.
        part: "train" or "dev".
        inline: Folder of the project's own marked-up reports; None to leave them out.
        real: Folder of stand-off annotations of reports in the corpora; None to leave them out.
    """
    marked = read_attributions(data / f"attribution/polnear-{part}.jsonl.gz", "polnear")
    cue_words = _frequent_cue_words(read_attributions(data / "attribution/polnear-train.jsonl.gz", "polnear"))
    if inline is not None:
        marked += read_inline(inline)
    if real is not None:
        marked += read_standoff(real, data)
    trees = [doc for _, doc in read_conllu(data / f"syntax/ewt-{part}.conllu.gz", "ewt")]
    gum = {
        name: doc
        for name, doc in read_conllu(data / f"syntax/gum-{part}.conllu.gz", "gum")
        if name.split("_")[1] not in NON_COMMERCIAL or part == "dev"
    }
    corpora = Corpora(
        [*trees, *gum.values()],
        list(read_worldwide(data / f"entities/worldwide-{part}.jsonl.gz")),
        marked,
        cue_words,
        _read_acts(data, part, _held_out(real, data)),
        _known_tags([*trees, *gum.values()]) if part == "train" else {},
    )
    annotate_gum(gum, data, cue_class, corpora.may_be_cue, part)
    return corpora


def _known_tags(trees: Sequence[Document]) -> dict[str, int]:
    """Return the parts of speech of every word in small letters that occurs twice or more; slips are left out."""
    seen: dict[str, Counter[str]] = {}
    for doc in trees:
        for word, tag in zip(doc.words, doc.upos or (), strict=True):
            if word.isalpha() and word.islower():
                seen.setdefault(word, Counter())[tag] += 1
    return {
        word: mask_of([UPOS.index(tag) for tag, n in tags.items() if n >= SLIPS * tags.total()])
        for word, tags in seen.items()
        if tags.total() > 1
    }


def tag_mask(word: str, known: Mapping[str, int]) -> int:
    """Return the bit mask of the parts of speech a word can have; 0 where nothing is known.

    Forms that end as verbs do are no particles, signs or numbers, known or not.
    """
    if not word.isalpha() or not word.islower():
        return 0
    found = known.get(word, 0)
    if word.endswith(("ed", "ing")) and len(word) > _SHORTEST:
        open_ones = mask_of([UPOS.index(t) for t in ("VERB", "ADJ", *(("NOUN",) if word.endswith("ing") else ()))])
        return found | open_ones if found & open_ones or not found else found
    return found


def _held_out(real: Path | None, data: Path) -> str:
    """Return the letters of the annotated reports of dev and test: their sentences are in other corpora too."""
    if real is None:
        return ""
    from onrecord.score.gold_reports import read_gold_reports

    folders = [folder for folder in (real.parent / "dev", real.parent / "test") if folder.is_dir()]
    return letters(" ".join(gold.dossier.report.text for gold in read_gold_reports(folders, data)))


def _read_acts(data: Path, part: str, held_out: str) -> list[Document]:
    """Read the sentence corpora of events; their dev parts are scored by ``onrecord score``, or by folds."""
    acts = read_factuality(data / f"factuality/uds-ih2-{part}.jsonl.gz", "uds")
    if part == "dev":
        return acts + read_factuality(data / "factuality/uw-dev.jsonl.gz", "uw")
    acts += read_factuality(data / "factuality/uw-train.jsonl.gz", "uw", held_out)
    acts += read_plv(data / "events/plv-train.jsonl.gz")
    acts += read_cameo_ner(data / "events/cameo-ner-train.jsonl.gz")
    acts += read_geneva(data / "events/geneva.jsonl.gz")
    return acts + read_rams(data / "events/rams-dev.jsonl.gz")


def _frequent_cue_words(texts: list[list[MarkedText]]) -> frozenset[str]:
    counts: dict[str, int] = {}
    for versions in texts:
        for frame in versions[0].frames:
            for span in frame.cue:
                for word in span.of(versions[0].text).lower().split():
                    counts[word] = counts.get(word, 0) + 1
    glue = {
        "to",
        "of",
        "in",
        "is",
        "was",
        "has",
        "have",
        "the",
        "a",
        "for",
        "that",
        "on",
        "by",
        "been",
        "be",
        "had",
        "with",
    }
    return frozenset(word for word, n in counts.items() if n >= 2 and word not in glue and word[0].isalpha())
