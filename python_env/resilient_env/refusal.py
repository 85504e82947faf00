"""The one exception that the controller is told the kind of."""

from resilient_env.environment_pb2 import Error


class Refusal(Exception):
    """A request that cannot be carried out. Nothing has happened yet when it is raised."""

    def __init__(self, code: Error.Code, message: str) -> None:
        """`message` is for a remote reader: what is wrong, where, and what is allowed."""
        super().__init__(message)
        self.code = code
