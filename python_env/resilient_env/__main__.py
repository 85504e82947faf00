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
    parser.add_argument("--client-key", help="the controller's public key in Z85, with tcp only")
    arguments = parser.parse_args()
    client_key = arguments.client_key
    if (arguments.transport == "tcp") != (client_key is not None):
        parser.error("tcp needs a --client-key, ipc takes none.")

    # Imported late: loading MuJoCo takes a second, in which the signals above already hold.
    from zmq.utils import z85

    from resilient_env.server import run

    run(arguments.transport, None if client_key is None else z85.decode(client_key))


if __name__ == "__main__":
    main()
