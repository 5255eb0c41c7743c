"""Whether the web server answers: for `serve`, and for the health check of containers.

`python -m counterpart.cli.alive PORT` ends with 1 when it does not.
"""

from __future__ import annotations

import http.client
import os
import sys


def answers(address: str, port: int) -> bool:
    """Whether something answers there that is not in trouble."""
    names = os.environ.get("COUNTERPART_HOSTS", "localhost").split(",")
    host = names[0].strip().lstrip(".").replace("*", "localhost") or "localhost"
    try:
        asked = http.client.HTTPConnection(address, port, timeout=5)
        asked.request("GET", "/login/", headers={"Host": host})
        return asked.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False


if __name__ == "__main__":
    sys.exit(not answers("127.0.0.1", int(sys.argv[1])))
