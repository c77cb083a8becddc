"""The interface for programs against its own description: requests made up by schemathesis, right ones and wrong ones.

None of them may fail on the server's side or get an answer that the description does not have.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from onrecord.serve.forms import forms_of
from onrecord.serve.rows import ROWS

_FILES = [f"/api/v1/{what}.{form}" for what in ROWS for form in forms_of(what) if form != "json"]
ADDRESSES = [*(f"/api/v1/{what}" for what in ROWS), *_FILES, "/api/v1/reports/{report_id}", "/api/v1/read"]
#: Cases of each address, right and wrong ones: two hundred and more all together, or two thousand where ONRECORD_CASES
#: says "all".
N_RIGHT, N_WRONG = (38, 23) if os.environ.get("ONRECORD_CASES") == "all" else (5, 3)
#: What fits the description may still mean nothing, such as a country that is none, and is then refused with 400.
LEFT_OUT = ("positive_data_acceptance",)


#: Statuses by which a wrong request may be refused.
REFUSALS = (400, 404, 405, 406, 414, 422)


@pytest.fixture(scope="session")
def described(app: FastAPI) -> Any:
    """Return the interface as schemathesis reads its description."""
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.config.checks.negative_data_rejection.expected_statuses = [str(status) for status in REFUSALS]
    schema.app = app
    schema.location = "/api/openapi.json"
    return schema


def test_there_are_enough_cases(app: FastAPI) -> None:
    """Every address that is described is tried, with as many cases in all as are asked for."""
    assert sorted(ADDRESSES) == sorted(app.openapi()["paths"])
    assert len(ADDRESSES) * (N_RIGHT + N_WRONG) >= (2_000 if os.environ.get("ONRECORD_CASES") == "all" else 200)


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_are_as_described(described: Any, address: str) -> None:
    """Whatever is sent, the answer is one that the description has, and no failure of the server."""
    operation = described[address]["POST" if address.endswith("/read") else "GET"]
    if "{" in address:  # any text may be an id: nothing is a wrong one
        assert _try_all(operation, GenerationMode.POSITIVE, N_RIGHT + N_WRONG) > N_RIGHT
        return
    assert _try_all(operation, GenerationMode.POSITIVE, N_RIGHT) > N_RIGHT // 2
    assert _try_all(operation, GenerationMode.NEGATIVE, N_WRONG) > N_WRONG // 2


def _try_all(operation: Any, mode: GenerationMode, n_cases: int) -> int:
    """Try so many cases; return how many were tried, which are fewer where there are no more."""
    load_all_checks()
    left_out = [CHECKS.get_one(name) for name in LEFT_OUT]
    n_tried = 0

    @settings(max_examples=n_cases, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def try_one(case: Any) -> None:
        nonlocal n_tried
        n_tried += 1
        case.call_and_validate(base_url="http://127.0.0.1:8765", excluded_checks=left_out)

    try_one()
    return n_tried


def test_a_breach_would_be_seen(described: Any) -> None:
    """An answer that breaks the description fails: rows of another kind under the address of statements."""
    case = described["/api/v1/statements"]["GET"].Case(query={})
    other = described["/api/v1/figures"]["GET"].Case(query={})
    answer = other.call(base_url="http://127.0.0.1:8765")
    with pytest.raises(BaseException, match="schema"):  # schemathesis groups its failures
        case.validate_response(answer)
