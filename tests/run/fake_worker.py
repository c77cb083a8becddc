"""A process of the pool with a stand-in for the network; dies over a file named "deadly"."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.run import read, work
from tests.builders import FakeReader

if __name__ == "__main__":
    reader = FakeReader()
    read._shipped_reader = lambda: reader

    def do(job: work.Job) -> work.Outcome:
        """Do a job, or die over it."""
        if "deadly" in job.origin:
            os._exit(9)
        return work.do_job(job)

    work.serve_jobs(sys.stdin, sys.stdout, do)
