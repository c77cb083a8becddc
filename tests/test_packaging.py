"""The package as it is installed: names, files, versions, what it says of itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "onrecord"
MODULES = sorted(SOURCE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
#: Names that say nothing of what a module is for.
NO_NAMES = {"utils", "helpers", "common", "misc"}


def test_public_names_are_sorted_and_there() -> None:
    """Every public name can be used, and the list of them is sorted."""
    assert list(onrecord.__all__) == sorted(onrecord.__all__)
    assert all(getattr(onrecord, name) is not None for name in onrecord.__all__)
    assert set(onrecord.__all__) <= set(dir(onrecord))


def test_unknown_name_is_an_attribute_error() -> None:
    """A name that is not public is refused as Python does."""
    with pytest.raises(AttributeError, match="no attribute 'open_sesame'"):
        _ = onrecord.open_sesame


def test_import_is_light() -> None:
    """``import onrecord`` loads nothing but the package itself."""
    code = (
        "import sys, onrecord; print([m for m in sys.modules if m.startswith(('numpy', 'onnx', 'onrecord', 'json'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert done.stdout.strip() == "['onrecord.version', 'onrecord']"


def test_versions_agree() -> None:
    """The version is the same in the package, the project file, the citation and the changelog."""
    version = PROJECT["project"]["version"]
    assert onrecord.__version__ == version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_licences_of_code_and_weights_are_declared() -> None:
    """The package says that its weights have another licence than its code, and ships the file that says more."""
    assert PROJECT["project"]["license"] == "Apache-2.0 AND CC-BY-SA-4.0"
    for name in PROJECT["project"]["license-files"]:
        assert (ROOT / name).is_file()
    assert "CC BY-SA 4.0" in (ROOT / "NOTICE").read_text(encoding="utf-8")


def test_source_distribution_has_what_the_tests_need() -> None:
    """Every file of the repository that is not hidden is in the source distribution."""
    shipped = {path.strip("/") for path in PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]}
    shipped |= {"pyproject.toml", *PROJECT["project"]["license-files"]}
    found = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.skip("not a checkout")
    tops = {line.split("/")[0] for line in found.stdout.splitlines()}
    assert {top for top in tops if not top.startswith(".")} <= shipped


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_module_can_be_read_at_one_sitting(path: Path) -> None:
    """A module has fewer than 400 lines, a docstring, and a name that says what it is for."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 400
    assert ast.get_docstring(ast.parse(text))
    assert path.stem not in NO_NAMES


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_public_names_have_docstrings(path: Path) -> None:
    """Every public class, function and method says what it does, and every function fits a screen."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    for node in list(public):
        public.extend(
            n
            for n in node.body
            if isinstance(n, ast.FunctionDef) and n.name[0] != "_" and isinstance(node, ast.ClassDef)
        )
    missing = [node.name for node in public if not ast.get_docstring(node)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 60]
    assert (missing, long) == ([], [])


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_locks_hold_names_versions_and_hashes_only(path: Path) -> None:
    """Every line of a lock names a package with its version, a hash, or what needs it; no address of an index."""
    pinned = re.compile(r"[A-Za-z0-9._-]+==[\w.]+( ; .+)? \\")
    hashed = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    for line in path.read_text(encoding="utf-8").splitlines():
        assert pinned.fullmatch(line) or hashed.fullmatch(line) or line.strip().startswith("#") or not line.strip(), (
            line
        )


def test_runtime_dependencies_are_locked_and_few() -> None:
    """What the package needs is in the lock of its run time, and nothing that only training needs is."""
    names = {
        line.split("==")[0] for line in (ROOT / "requirements" / "runtime.txt").read_text().splitlines() if "==" in line
    }
    needed = {re.split(r"[<>=~ ]", need)[0] for need in PROJECT["project"]["dependencies"]}
    assert needed <= names
    assert not names & {"torch", "transformers", "spacy", "onnx", "scipy", "scikit-learn"}


def test_reading_needs_few_of_them() -> None:
    """A report is read without any library of the record, so that what ``read`` needs stays small."""
    heavy = "pyarrow deltalake duckdb trafilatura lxml feedparser httpx pypdfium2 warcio xlsxwriter pandas"
    code = f"import sys, onrecord.run.pool; print(*(set({heavy.split()!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_training_is_not_imported() -> None:
    """No module of the package imports torch, the training recipe or the tests."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not {n.split(".")[0] for n in names} & {"torch", "training", "tests", "bench", "onnx"}, path


def test_library_does_not_print() -> None:
    """No module calls print; commands write to the streams they mean."""
    for path in MODULES:
        calls = [n.func for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        assert "print" not in {f.id for f in calls if isinstance(f, ast.Name)}, path


def test_links_in_documents_lead_somewhere() -> None:
    """Every link to a file in the documents leads to a file."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "training").glob("*.md")]
    for document in documents:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_error_codes_are_stable_and_drawn() -> None:
    """Every error with a code of its own is drawn in the tree with that code, and no two share one."""
    from onrecord import errors

    kinds = [errors.OnrecordError]
    for kind in kinds:
        kinds.extend(k for k in kind.__subclasses__() if k.__module__ == "onrecord.errors")
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    for kind in kinds[1:]:
        assert kind.__name__ in (errors.__doc__ or "")
        if not kind.__subclasses__():
            assert kind.code in (errors.__doc__ or "")
