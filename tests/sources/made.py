"""Small sources made by hand: pages, PDF documents, web archives."""

from __future__ import annotations

import gzip
import random
from base64 import b32encode
from hashlib import sha1

#: A report of our own invention, and its like.
REPORT = (
    "KLOW, May 2 (HP) — The minister said on Monday that the talks with Syldavia would go on until the end of the "
    "month."
)
FRENCH = (
    "Le ministre a dit vendredi que les discussions avec l’île vont continuer dans les mois qui viennent et que les "
    "troupes ne partiront pas avant la fin de l’année."
)
_WORDS = "river bridge treaty harbour convoy border army talks envoy village pipeline ballot island gas signal".split()


def sentences(seed: int, count: int = 6) -> list[str]:
    """Return sentences that look like a report's, the same for the same seed."""
    rng = random.Random(seed)
    words = [" ".join(rng.choices(_WORDS, k=12)) for _ in range(count)]
    return [
        f"The minister said on Monday that the {w} would go on, and that {rng.randrange(9000)} left." for w in words
    ]


def page(body: str, head: str = "") -> str:
    """Return a web page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def article(seed: int, head: str = "") -> str:
    """Return a web page with a report on it."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences(seed))
    return page(f"<article><h1>Report {seed}</h1>{paragraphs}</article>", head)


def warc(pages: list[bytes], *, packed: bool = True, headers: list[tuple[str, str]] | None = None) -> bytes:
    """Return a web archive with a response for each page."""
    out = b""
    for number, content in enumerate(pages):
        lines = headers or [("Content-Type", "text/html; charset=utf-8")]
        answer = "".join(f"{name}: {value}\r\n" for name, value in lines)
        block = f"HTTP/1.1 200 OK\r\n{answer}\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
            f"WARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2031-06-01T00:00:00Z\r\n"
            f"WARC-Block-Digest: sha1:{b32encode(sha1(block, usedforsecurity=False).digest()).decode()}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        out += gzip.compress(record, mtime=0) if packed else record
    return out


#: A line of a PDF page: left, bottom, size in points, words.
PdfLine = tuple[float, float, float, str]


def pdf(pages: list[list[PdfLine]], info: str = "", trailer: str = "") -> bytes:
    """Return a PDF document with these lines on its pages."""
    objects: list[bytes] = [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    tree = 2 * len(pages) + 2
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"/F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj " % (size, left, bottom, _escaped(words))
            for left, bottom, size, words in lines
        )
        content = b"BT " + drawn + b"ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 1 0 R>>>>>>"
            % (tree, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids)))
    objects.append(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    objects.append(b"<<%s>>" % info.encode())
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root %d 0 R/Info %d 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    return out + head + table + end % (count, count - 2, count - 1, trailer.encode(), len(out))


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def column(words: list[str], left: float, top: float = 660, step: float = 12) -> list[PdfLine]:
    """Return lines set under one another, ten points high."""
    return [(left, top - step * number, 10, line) for number, line in enumerate(words)]
