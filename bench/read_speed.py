"""How fast Onrecord reads: ``python bench/read_speed.py [--data DIR] [--against REV] [--json FILE]``.

Measures, on one core: reports of about 900 words read per second, raw text in and dossier out; the share of that time
spent in the network; the rate the network reaches beside the int8 matrix rate of the machine, measured in the same run;
the cold start of a single ``onrecord read``; the peak memory. With ``--against REV`` the same is measured for another
commit, in turns within the same run, so that a busy machine slows both alike. Shares and rates are taken over processor
time. The encoder's rate counts each word piece of the report once: padding and overlapping windows lower it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
#: Words of a report.
N_WORDS = 900
#: Multiply-adds of the encoder's matrices per word piece: 6 layers of 4 · 384² + 2 · 384 · 1536.
MULTIPLY_ADDS = 6 * (4 * 384**2 + 2 * 384 * 1536)
#: Edges of the matrices whose product gives the machine's int8 rate.
MATRIX = (1024, 1024, 4096)
#: Passes through the network's graph, each a method of ``Network``.
PASSES = ("encode", "relations", "roles")
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def load_reports(data: Path) -> list[str]:
    """Return reports of about 900 words: from PolNeAR dev where it is there, else from the project's own reports."""
    sys.path.insert(0, str(ROOT / "src"))
    gold = data / "attribution" / "polnear-dev.jsonl.gz"
    if gold.exists():
        from onrecord.score.gold import read_texts

        texts = [text.text for text in read_texts(gold)]
    else:
        from onrecord.score.inline import compile_inline

        texts = [compile_inline(path).text for path in sorted((ROOT / "corpus" / "reports" / "train").glob("*.txt"))]
    reports: list[list[str]] = [[]]
    n_words = 0
    for paragraph in (p for text in texts for p in text.split("\n") if p.strip()):
        reports[-1].append(paragraph)
        n_words += len(paragraph.split())
        if n_words >= N_WORDS:
            reports.append([])
            n_words = 0
    return ["\n\n".join(paragraphs) for paragraphs in reports[:-1]]


@contextmanager
def timed_network() -> Iterator[dict[str, float]]:
    """Time every call into the network's passes, and count the word pieces it is given."""
    from onrecord.nn import session, wordpiece

    spent = dict.fromkeys((*PASSES, "pieces"), 0.0)

    def timed(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            begun = time.process_time()
            try:
                return method(*args, **options)
            finally:
                spent[name] += time.process_time() - begun

        return call

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            pieces = method(*args)
            spent["pieces"] += len(pieces)
            return pieces

        return call

    for name in PASSES:
        setattr(session.Network, name, timed(name, getattr(session.Network, name)))
    wordpiece.WordPieces.split = counted(wordpiece.WordPieces.split)  # type: ignore[method-assign]
    yield spent


def work(reports_file: Path, seconds: float) -> None:
    """Read reports for a while and write what it took to stdout, as JSON: runs in a process of its own."""
    import resource

    reports = json.loads(reports_file.read_text(encoding="utf-8"))
    with timed_network() as spent:
        from onrecord.run.read import read_text

        read_text(reports[0])
        spent.update(dict.fromkeys(spent, 0.0))
        n_reports = n_words = n_statements = 0
        begun, begun_cpu = time.perf_counter(), time.process_time()
        while time.perf_counter() - begun < seconds:
            report = reports[n_reports % len(reports)]
            n_statements += len(read_text(report).statements)
            n_reports += 1
            n_words += len(report.split())
        wall, cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    network = sum(spent[name] for name in PASSES)
    result = {
        "reports_per_second": n_reports / wall,
        "reports_per_cpu_second": n_reports / cpu,
        "words_per_second": n_words / wall,
        "statements_per_report": n_statements / n_reports,
        "network_ratio": network / cpu,
        **{f"{name}_ratio": spent[name] / cpu for name in PASSES},
        "pieces_per_report": spent["pieces"] / n_reports,
        "encoder_gops": 2 * MULTIPLY_ADDS * spent["pieces"] / max(spent["encode"], 1e-9) / 1e9,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(result))


def matrix_rate(seconds: float = 2.0) -> float | None:
    """Return the int8 matrix rate of one core in 10⁹ operations a second; None where onnx is not installed."""
    try:
        import numpy as np
        import onnxruntime
        from onnx import TensorProto, helper
    except ImportError:
        return None
    m, k, n = MATRIX
    draw = np.random.default_rng(0)
    weights = draw.integers(-64, 64, (k, n), np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["a", "b"], ["c"])],
        "rate",
        [helper.make_tensor_value_info("a", TensorProto.UINT8, [m, k])],
        [helper.make_tensor_value_info("c", TensorProto.INT32, [m, n])],
        [helper.make_tensor("b", TensorProto.INT8, [k, n], weights.tobytes(), raw=True)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    values = {"a": draw.integers(0, 255, (m, k), np.uint8)}
    session.run(None, values)
    n_runs, begun = 0, time.process_time()
    while time.process_time() - begun < seconds:
        session.run(None, values)
        n_runs += 1
    return 2 * m * k * n * n_runs / (time.process_time() - begun) / 1e9


def run_worker(source: Path, reports_file: Path, seconds: float) -> dict[str, float]:
    """Run one measuring process over the package in ``source``."""
    command = [sys.executable, __file__, "--work", str(reports_file), "--seconds", str(seconds)]
    done = subprocess.run(command, env=_environment(source), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the measuring process over {source} failed:\n{done.stderr[-2000:]}")
    result: dict[str, float] = json.loads(done.stdout)
    return result


def cold_starts(source: Path, report: Path, n_runs: int) -> list[float]:
    """Return the wall time in seconds of whole ``onrecord read`` processes."""
    command = [sys.executable, "-m", "onrecord", "read", "--quiet", str(report)]
    walls = []
    for _ in range(n_runs):
        begun = time.perf_counter()
        done = subprocess.run(command, env=_environment(source), capture_output=True, text=True, check=False)
        walls.append(time.perf_counter() - begun)
        if done.returncode:
            raise RuntimeError(f"onrecord read failed over {source}:\n{done.stderr[-2000:]}")
    return walls


def _environment(source: Path) -> dict[str, str]:
    return {**os.environ, **ONE_CORE, "PYTHONPATH": str(source)}


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """Check a commit out beside the working tree and take it away again."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "tree"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", "--quiet", str(place), revision], check=True)
        try:
            yield place / "src"
        finally:
            subprocess.run([*git, "remove", "--force", str(place)], check=True)


def measure_all(sources: dict[str, Path], reports: Sequence[str], chosen: argparse.Namespace) -> dict[str, Any]:
    """Measure every version in turns and return the medians."""
    with tempfile.TemporaryDirectory() as folder:
        reports_file, single = Path(folder) / "reports.json", Path(folder) / "report.txt"
        reports_file.write_text(json.dumps(list(reports)), encoding="utf-8")
        single.write_text(reports[0], encoding="utf-8")
        rounds: dict[str, list[dict[str, float]]] = {name: [] for name in sources}
        starts: dict[str, list[float]] = {name: [] for name in sources}
        rates = []
        for _ in range(chosen.rounds):
            rates.append(matrix_rate())
            for name, source in sources.items():
                rounds[name].append(run_worker(source, reports_file, chosen.seconds))
                starts[name] += cold_starts(source, single, 3)
    known = [rate for rate in rates if rate is not None]
    result: dict[str, Any] = {"int8_gops": statistics.median(known) if known else None, "versions": {}}
    for name in sources:
        medians = {key: statistics.median(r[key] for r in rounds[name]) for key in rounds[name][0]}
        result["versions"][name] = {**medians, "cold_start_seconds": statistics.median(starts[name])}
    return result


def as_table(result: dict[str, Any]) -> str:
    """Return the result for people."""
    rate = result["int8_gops"]
    lines = [f"int8 matrix rate of one core: {f'{rate:.0f} GOP/s' if rate else 'not measured (onnx is not installed)'}"]
    for name, v in result["versions"].items():
        reached = f", {v['encoder_gops'] / rate:.0%} of the matrix rate" if rate else ""
        passes = ", ".join(f"{name} {v[f'{name}_ratio']:.0%}" for name in PASSES)
        lines += [
            "",
            f"{name}",
            f"  {v['reports_per_second']:.2f} reports of {N_WORDS} words a second ({v['words_per_second']:.0f} words)",
            f"  {v['reports_per_cpu_second']:.2f} a second of processor time, which a busy machine does not change",
            f"  {v['network_ratio']:.0%} of the time in the network ({passes})",
            f"  encoder at {v['encoder_gops']:.0f} GOP/s{reached}; {v['pieces_per_report']:.0f} word pieces a report",
            f"  cold start of a single read {v['cold_start_seconds']:.2f} s, peak memory {v['peak_mb']:.0f} MB",
            f"  {v['statements_per_report']:.1f} statements per report",
        ]
    return "\n".join(lines)


def main() -> int:
    """Measure and write the table, and JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the gold files")
    parser.add_argument("--seconds", type=float, default=15.0, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="measurements per version; the median is told")
    parser.add_argument("--against", metavar="REV", help="measure this commit as well, in turns")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    parser.add_argument("--core", type=int, help="number of the core to run on; the last by default")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        work(chosen.work, chosen.seconds)
        return 0
    os.environ.update(ONE_CORE)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0)) if chosen.core is None else chosen.core})
    reports = load_reports(chosen.data)
    if chosen.against:
        with checked_out(chosen.against) as other:
            result = measure_all({"now": ROOT / "src", chosen.against: other}, reports, chosen)
    else:
        result = measure_all({"now": ROOT / "src"}, reports, chosen)
    if chosen.json:
        chosen.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(as_table(result) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
