"""A process of a Spark worker with a stand-in for the network that takes its time over every report."""

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

    def do(job: work.Job) -> work.Outcome:
        """Do a job after a while."""
        time.sleep(0.02)
        return work.do_job(job)

    work.serve_jobs(sys.stdin, sys.stdout, do)
