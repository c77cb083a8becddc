"""The report cut into pieces."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from onrecord.model.dossier import Dossier
from onrecord.model.span import Span
from onrecord.run.formats.marking import Piece, cut_blocks
from tests.builders import build_report
from tests.formats.dossiers import TEXT, build_dossier, build_statement
from tests.strategies import dossiers


def _piece(words: str) -> Piece:
    pieces = (piece for block in cut_blocks(build_dossier()) for piece in block.pieces)
    return next(piece for piece in pieces if piece.span.of(TEXT) == words)


def test_piece_knows_all_its_marks() -> None:
    """Words inside two statements bear both, the wider first."""
    marks = [(mark.number, mark.role) for mark in _piece("“in kind”").marks]
    assert marks == [(2, "content"), (3, "content")]


def test_role_inside_a_content() -> None:
    """The speaker of an inner statement is content of the outer one."""
    assert [(m.number, m.role) for m in _piece("the islands").marks] == [(2, "content"), (3, "speaker")]


def test_furniture_is_known() -> None:
    """What is not the report's prose says what it is."""
    assert _piece("Picture: Lee Marsh / Norfax").furniture == "credit"
    assert _piece("warned").furniture is None


def test_first_words_begin_a_statement() -> None:
    """A statement begins at its first words, once."""
    begins = [n for block in cut_blocks(build_dossier()) for piece in block.pieces for n in piece.begins]
    assert begins == [1, 2, 3]


def test_paragraphs_begin_at_their_lines() -> None:
    """Paragraphs stand between blank lines and know their first line."""
    assert [block.line for block in cut_blocks(build_dossier())] == [1, 3, 5, 7]


def test_long_lines_are_paragraphs() -> None:
    """Long lines are paragraphs also where no blank line parts them; short ones belong together."""
    long, short = "word " * 30, "word " * 5
    assert len(cut_blocks(Dossier(report=build_report(f"{long}\n{long}\n{long}")))) == 3
    assert len(cut_blocks(Dossier(report=build_report(f"{short}\n{short}\n{short}")))) == 1


def test_evidence_between_paragraphs_moves_on() -> None:
    """A statement whose evidence is white space between paragraphs begins with the next one."""
    statement = replace(build_statement(1, cue=None), content=(Span(3, 4),))
    blocks = cut_blocks(Dossier(report=build_report("one\n\ntwo"), statements=(statement,)))
    assert [piece.begins for block in blocks for piece in block.pieces] == [(), (1,)]


@given(dossiers())
def test_pieces_hold_the_whole_report(dossier: Dossier) -> None:
    """In any dossier, the pieces follow one another and hold all words of the report."""
    pieces = [piece.span for block in cut_blocks(dossier) for piece in block.pieces]
    assert pieces == sorted(pieces)
    text = dossier.report.text
    assert "".join("".join(piece.of(text) for piece in pieces).split()) == "".join(text.split())
