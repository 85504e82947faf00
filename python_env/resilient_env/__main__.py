"""`python -m resilient_env`: binds a socket, says where on standard output, serves until it ends.

It ends after Close, on SIGTERM, and when its standard input is closed, as it is when the process
that started it is gone. Ctrl-C reaches every process of a terminal; here the controller decides.
"""

import argparse
import signal
import sys


def main() -> None:
    """Parse the command line and serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    parser = argparse.ArgumentParser(prog="resilient_env", description=__doc__)
    parser.add_argument("--transport", choices=["ipc", "tcp"], default="ipc")
    transport = parser.parse_args().transport

    # Imported late: loading MuJoCo takes a second, in which the signals above already hold.
    from resilient_env.server import run

    run(transport)


if __name__ == "__main__":
    main()
