"""Write the table of lemmas: ``python -m training.lemma_table --data ../shared/data``.

Which form is which lemma, counted over the training trees of UD EWT and of the free genres of GUM. Forms whose lemma is
the form itself are kept as known lemmas, so that no rule cuts "need" or "news".
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from onrecord.nn.lemmas import CLOSED_CLASSES, OPEN_CLASSES
from training.documents import NON_COMMERCIAL, Document, read_conllu

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "nn" / "data" / "lemmas.tsv"
HEAD = """# Lemmas of word forms, and lemmas that are their own form; counted, not quoted.
# Source: UD English EWT and the free genres of UD English GUM (train). Licence: CC BY-SA 4.0.
# Columns (tab): part of speech, lemma, other forms parted by spaces; a lemma is a form of its own.
"""


def trees(data: Path) -> list[Document]:
    """Return the training trees that may be used."""
    found = [doc for _, doc in read_conllu(data / "syntax/ewt-train.conllu.gz", "ewt")]
    gum = read_conllu(data / "syntax/gum-train.conllu.gz", "gum")
    return found + [doc for name, doc in gum if name.split("_")[1] not in NON_COMMERCIAL]


def count(documents: list[Document]) -> dict[tuple[str, str], Counter[str]]:
    """Return the lemmas of each (form in lower case, part of speech)."""
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in documents:
        for word, tag, lemma in zip(doc.words, doc.upos or (), doc.lemmas or (), strict=True):
            if tag in OPEN_CLASSES and word.isalpha() and lemma.isalpha():
                table[word.lower(), tag][lemma.lower()] += 1
            elif tag in CLOSED_CLASSES:
                table[word.lower(), tag][lemma] += 1
    return table


def main() -> None:
    """Read the command line, count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    table = count(trees(parser.parse_args().data))
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (form, tag), lemmas in sorted(table.items()):
        lemma = lemmas.most_common(1)[0][0]
        forms = rows[tag, lemma]
        if form != lemma:
            forms.append(form)
    lines = ["\t".join([tag, lemma, " ".join(forms)]).rstrip("\t") for (tag, lemma), forms in sorted(rows.items())]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{OUT}: {len(lines)} lemmas, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
