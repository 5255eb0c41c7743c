"""A small OpenID Connect provider that runs beside the test."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


class Company(ThreadingHTTPServer):
    """Knows one person; counts nothing, checks that the secret and the proof of origin came."""

    person: dict[str, object]
    login_pages = ""
    asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Company

    def log_message(self, *args: object) -> None:
        """Keeps the tests' output quiet."""

    def _say(self, answer: dict[str, object], status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        here = self.server.address
        if self.path == "/.well-known/openid-configuration":
            self.server.asked += 1
            self._say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{self.server.login_pages or here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.path.startswith("/authorize?"):
            self._say({"please": "log in"})
        elif self.headers["Authorization"] == "Bearer a-token":
            self._say(self.server.person)
        else:
            self._say({"error": "invalid_token"}, 401)

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        good = sent.get("client_secret") == ["a-secret"] and sent.get("code_verifier")
        if good and sent.get("code") == ["a-code"]:
            self._say({"access_token": "a-token", "token_type": "Bearer"})
        else:
            self._say({"error": "invalid_grant"}, 400)


def providers(server: Company) -> dict[str, object]:
    """The setting that names it."""
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "company",
                    "name": "Fjord login",
                    "client_id": "counterpart",
                    "secret": "a-secret",
                    "settings": {"server_url": server.address},
                }
            ],
        }
    }
