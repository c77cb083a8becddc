"""CAMEO codes of events, and what others call countries and sectors."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from onrecord.codebook.cameo import cameo_of, foreign_codes, foreign_sector, quad_of_cameo
from onrecord.codebook.plover import cameo_to_plover, derive, plover
from onrecord.model.dossier import EventType, Modality

_YIELD = {"CONCEDE", "RETREAT"}


@pytest.mark.parametrize("kind", get_args(EventType))
def test_every_event_has_a_code_of_its_type(kind: str) -> None:
    """Whatever became of an act, in whatever mode and context, its CAMEO code means the same type in PLOVER."""
    modes = [None, *plover().types[kind].modes]
    for modality in get_args(Modality):
        for negated in (False, True):
            code = derive(kind, modality, negated).code
            act = kind if code != kind else None
            for mode in modes:
                for context in [(), *((name,) for name in plover().contexts)]:
                    found = cameo_of(code, act=act, mode=mode, contexts=context, negated=negated)
                    back = cameo_to_plover(found.code)
                    assert back is not None
                    assert back.type == code or {back.type, code} == _YIELD, (code, act, mode, context)
                    assert -10 <= found.goldstein <= 10


def test_the_third_digit_says_what_is_demanded() -> None:
    """A demanded cease-fire, a promised loan and a refused meeting have codes of their own."""
    assert cameo_of("REQUEST", act="RETREAT", mode="ceasefire").code == "1056"
    assert cameo_of("AGREE", act="AID", contexts=["economic"]).code == "0331"
    assert cameo_of("REJECT", act="CONSULT").code == "125"
    assert cameo_of("REQUEST", act="ASSAULT", negated=True).code == "1056"


def test_quads_follow_from_the_root() -> None:
    """The quad class is that of the first two digits."""
    assert [quad_of_cameo(code) for code in ("057", "060", "090", "138", "141", "2042")] == [1, 2, 3, 3, 4, 4]


def test_countries_abroad() -> None:
    """Ukraine is UP in FIPS and 369 in COW; East Timor and Romania have old codes in CAMEO; bodies have none."""
    assert foreign_codes("UKR")[:3] == ("UP", "369", "UKR")
    assert foreign_codes("TLS").cameo == "TMP"
    assert foreign_codes("ROU").cameo == "ROM"
    assert foreign_codes("RUS").icews == "Russian Federation"
    assert foreign_codes("NATO") == ("", "", "", "")


def test_codes_have_their_form() -> None:
    """FIPS codes are two letters, COW numbers up to three digits, and no two countries share one."""
    from onrecord.codebook.cameo import _countries

    for column, form in ((0, r"[A-Z]{2}"), (1, r"\d{1,3}")):
        codes = [row[column] for row in _countries().values() if row[column]]
        assert len(codes) == len(set(codes))
        assert all(re.fullmatch(form, code) for code in codes)


def test_sectors_abroad() -> None:
    """PLOVER's medical and press sectors have other letters in CAMEO."""
    assert foreign_sector("MED").cameo == "HLH"
    assert foreign_sector("JRN").cameo == "MED"
    assert set(plover().sectors) - {"UNK", "NON"} <= {s for s in plover().sectors if any(foreign_sector(s))}
