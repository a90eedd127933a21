"""Becomes the program that it is given, bound to the life of its parent and to so much memory; run as a script.

    python -I -S bound.py PARENT MEMORY PROGRAM [ARGUMENT...]

PARENT is the process to die with (Linux: PR_SET_PDEATHSIG, see prctl(2)), MEMORY bytes of data that it may have (see
RLIMIT_DATA in setrlimit(2)); where a system has one of the two not, it is left out. A script in place of Popen's
`preexec_fn`, which is not safe beside threads.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def _main(parent: int, memory: int, program: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the line above
            return
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    os.execv(program[0], program)


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
