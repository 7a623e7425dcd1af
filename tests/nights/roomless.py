"""A night in a data folder of so many kB: `python -m tests.nights.roomless NIGHT KB…`, the last size roomy.

To be run in mount and user namespaces of its own (`unshare -rm`). Prints one JSON line: how each night ended, and what
the last one published.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.nights.running import content


def main(night: str, *sizes: str) -> None:
    data = Path(os.environ["JOBSHIFT_DATA"])
    data.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={sizes[0]}k", "tmpfs", str(data)], check=True)
    ends = []
    for size in sizes:
        subprocess.run(["mount", "-o", f"remount,size={size}k", str(data)], check=True)
        ended = subprocess.run(
            [sys.executable, "-c", BRAVE, night], check=False, capture_output=True, text=True, timeout=600
        )
        last = ended.stderr.strip().splitlines()[-1:] or [""]
        ends.append([ended.returncode, last[0]])
    sys.stdout.write(json.dumps({"ends": ends, "content": content(data)}) + "\n")


BRAVE = """
import sys
from flows import room
room.LEAST_DISK = 0  # without the guard, to see what it guards against
from tests.nights.running import run
run(int(sys.argv[1]))
"""

if __name__ == "__main__":
    main(*sys.argv[1:])
