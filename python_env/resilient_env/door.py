"""Who may connect over tcp: the controller alone, by its key (CURVE, https://rfc.zeromq.org/spec/26)."""

from typing import Self

import zmq

# ZeroMQ asks here whether a client may connect (ZAP, https://rfc.zeromq.org/spec/27).
ZAP_ADDRESS = "inproc://zeromq.zap.01"
# What encryption adds to a message.
CURVE_BYTES = 33


class Door:
    """Lets in whoever holds the secret key that belongs to `client_key`, and nobody else."""

    def __init__(self, context: zmq.Context[zmq.Socket[bytes]], client_key: bytes) -> None:
        """`client_key`: the 32 bytes of the controller's public key."""
        self.client_key = client_key
        public_key, self._secret_key = zmq.curve_keypair()
        self.public_key = public_key.decode()
        self.questions = context.socket(zmq.REP)
        self.questions.bind(ZAP_ADDRESS)

    def guard(self, socket: zmq.Socket[bytes]) -> None:
        """Make `socket`, which is not bound yet, speak only to whom the door lets in."""
        socket.curve_server = True
        socket.curve_secretkey = self._secret_key
        # Without this, a client is let in where nobody answers the question.
        socket.setsockopt(zmq.ZAP_ENFORCE_DOMAIN, 1)
        socket.zap_domain = b"resilient-env"

    def answer(self) -> None:
        """Answer the question that has come."""
        version, number, _domain, _address, _identity, mechanism, *keys = (
            self.questions.recv_multipart()
        )
        is_known = mechanism == b"CURVE" and keys == [self.client_key]
        status = [b"200", b"OK"] if is_known else [b"400", b"This key is not known here."]
        self.questions.send_multipart([version, number, *status, b"", b""])

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its socket."""
        self.questions.close(0)
