"""gunicorn's worker with threads, which does not wait for ever for what a client begins to send.

As shipped, a thread that has read half of a request waits for the rest as long as the client likes;
eight such clients and nobody else is served.
"""

import socket
import struct
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# Of the quiet between two pieces. A client that sends one byte now and then is the proxy's to stop.
READING, WRITING = 10, 60


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Ends a connection that is quiet for long, while a thread reads from it or writes to it."""

    def handle(self, conn: Any) -> Any:
        for option, seconds in ((socket.SO_RCVTIMEO, READING), (socket.SO_SNDTIMEO, WRITING)):
            conn.sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))
        return super().handle(conn)
