"""A night on disks of so many kB, one after another: `python -m tests.nights.roomless NIGHT KB…`, the last size roomy.

To be run in user and mount namespaces of its own. Prints one JSON line: how the attempts ended, and what the last one
published.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.nights.running import content

BRAVE = """
import sys
from flows import night, room
from tests.nights.inside import Household
from tests.nights.running import run
room.LEAST_DISK = 0  # without the guard, to see what it guards against
night.Family = Household
run(int(sys.argv[1]))
"""


def main(night: str, *sizes: str) -> None:
    data = Path(os.environ["JOBSHIFT_DATA"])
    data.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={sizes[0]}k", "tmpfs", str(data)], check=True)
    ends = []
    for size in sizes:
        subprocess.run(["mount", "-o", f"remount,size={size}k", str(data)], check=True)
        ended = subprocess.run([sys.executable, "-c", BRAVE, night], check=False, capture_output=True, text=True)
        (*_, last) = ["", *ended.stderr.strip().splitlines()]
        ends.append([ended.returncode, last])
    sys.stdout.write(json.dumps({"ends": ends, "content": content(data)}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
