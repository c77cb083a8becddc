"""A process of an ingest with a stand-in for the network.

It dies over a text with DEADLY in it, hangs over HANGING, and over FRAIL dies once: it leaves a file beside the origin.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.run import read, work
from tests.builders import FakeReader

if __name__ == "__main__":
    reader = FakeReader()
    read._shipped_reader = lambda: reader
    work.end_with_parent()
    if len(sys.argv) > 1:
        work.limit_memory(int(sys.argv[1]))

    def do(job: work.Job) -> work.Outcome:
        """Do a job, or die or hang over it."""
        text = job.text or ""
        if "DEADLY" in text:
            os._exit(9)
        if "HANGING" in text:
            time.sleep(600)
        if "HUGE" in text:
            reader.read = lambda page: bytearray(8 * 1024**3)
        if "FRAIL" in text:
            flag = Path(job.origin + ".died")
            if not flag.exists():
                flag.touch()
                os._exit(9)
        return work.do_job(job)

    work.serve_jobs(sys.stdin, sys.stdout, do)
