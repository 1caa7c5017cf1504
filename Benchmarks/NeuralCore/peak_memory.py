"""Runs a command and prints the peak of its resident set in bytes.

    python3 peak_memory.py COMMAND...

A process starts with the peak of the one that started it, so a small one must stand between a large script and what it
measures. Exits with the command's status.
"""

import os
import subprocess
import sys

process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(usage.ru_maxrss * 1024)
sys.exit(abs(process.returncode))
