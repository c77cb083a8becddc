"""Annotations without their text: what is committed of reports whose words belong to others.

A stand-off file holds offsets, ids, labels, short names and our own issue phrases, and says where the text is: the
corpus, the record in it, and the sha-256 of the text. ``attach`` puts both together again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.model.dossier import Dossier
from onrecord.model.json import dossier_from_dict, dossier_to_dict
from onrecord.score.borrowed import Lender
from onrecord.score.gold import GoldError, read_records
from onrecord.score.inline import InlineReport
from onrecord.score.layers import annotate, layers_of

FORMAT = "onrecord/standoff/1"


def _as_it_is(record: dict[str, Any]) -> str:
    text: str = record["text"]
    return text


def _joined(record: dict[str, Any]) -> str:
    """Return the text of a corpus that has words only: a blank between words, a line for each sentence."""
    return "\n".join(" ".join(sentence["tokens"]) for sentence in record["sentences"])


#: Corpus to its file below the data folder and how a record becomes a text.
SOURCES: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "timebank": ("time/timebank.jsonl.gz", _as_it_is),
    "aquaint": ("time/aquaint.jsonl.gz", _as_it_is),
    "polnear": ("attribution/polnear-train.jsonl.gz", _as_it_is),
    "lgl": ("place/lgl.jsonl.gz", _as_it_is),
    "geovirus": ("place/geovirus.jsonl.gz", _as_it_is),
    "worldwide": ("entities/worldwide-train.jsonl.gz", _joined),
}


@lru_cache(maxsize=8)
def _texts(data: Path, source: str) -> dict[str, str]:
    if source not in SOURCES:
        raise GoldError(f"'{source}' is no known corpus; choose from {', '.join(SOURCES)}")
    name, text_of = SOURCES[source]
    return {str(record["id"]): text_of(record) for record in read_records(data / name)}


def source_text(data: Path, source: str, identity: str) -> str:
    """Return a text of another corpus.

    Raises:
        GoldError: The corpus is unknown, its file is missing, or it has no such record.
    """
    texts = _texts(data, source)
    if identity not in texts:
        raise GoldError(f"{SOURCES[source][0]} has no record '{identity}'; is it another version of the corpus?")
    return texts[identity]


def detach(report: InlineReport, data: Path) -> str:
    """Return the stand-off JSON of a marked copy of another corpus's text.

    Raises:
        GoldError: The annotation is wrong somewhere, or its text is not that of the corpus.
    """
    meta = report.meta
    whole = source_text(data, meta["source"], meta["source_id"])
    shift = whole.find(report.text)
    if shift:
        raise GoldError(f"{report.name}: its text is not that of {meta['source']} {meta['source_id']}; mend it")
    dossier, findings = annotate(report)
    if findings.problems:
        raise GoldError("\n".join(findings.lines(findings.problems)))
    facts = dossier_to_dict(dossier)
    facts["report"] |= {"text": "", "title": None, "publisher": None, "url": None}
    record = {
        "format": FORMAT,
        "id": meta["id"],
        "source": meta["source"],
        "source_id": meta["source_id"],
        "text_sha256": sha256(whole.encode()).hexdigest(),
        "annotated_to": int(meta["annotated_to"]) if "annotated_to" in meta else len(report.text),
        "crisis": meta["crisis"],
        "style": meta["style"],
        "layers": sorted(layers_of(report)),
        "dossier": Lender(whole).take_out(facts),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def attach(path: Path, data: Path) -> tuple[Dossier, frozenset[str], int]:
    """Return the dossier of a stand-off file with its text, the layers it carries and how far it is annotated.

    Args:
        path: The stand-off file.
        data: Folder of the corpora.

    Raises:
        GoldError: The file is no stand-off file, or the text it was made for is not there.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, json.JSONDecodeError) as error:
        raise GoldError(f"{path}: cannot be read as JSON ({error}); write it anew with 'corpus detach'") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise GoldError(f"{path}: its format is not {FORMAT}; give a stand-off file")
    text = source_text(data, record["source"], record["source_id"])
    if sha256(text.encode()).hexdigest() != record["text_sha256"]:
        raise GoldError(f"{path}: the text of {record['source']} {record['source_id']} is not the one annotated")
    facts = Lender(text).put_back(record["dossier"])
    dossier = dossier_from_dict({**facts, "report": {**facts["report"], "text": text}})
    return dossier, frozenset(record["layers"]), int(record["annotated_to"])
