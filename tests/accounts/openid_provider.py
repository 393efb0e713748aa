"""A small OpenID provider that really answers: it knows one person, and lets everybody be them."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "courtledger", "a secret of two who know each other well"


class Provider(ThreadingHTTPServer):
    """Whom it vouches for, and what it was asked."""

    claims: dict[str, Any]

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self.tell(discovery(self.server.issuer))
            case "/authorize" if asked.get("client_id") == CLIENT and "code_challenge" in asked:
                back = {"code": "known", "state": asked["state"]}
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(back)}")
                self.end_headers()
            case "/userinfo" if self.headers["Authorization"] == "Bearer opens":
                self.tell(self.server.claims)
            case _:
                self.send_error(400)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        if sent.get("code") != "known" or sent.get("client_secret") != SECRET:
            self.send_error(400)
            return
        now = int(time.time())
        token = {"iss": self.server.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        signed = jwt.encode({**token, **self.server.claims}, SECRET, algorithm="HS256")
        self.tell({"access_token": "opens", "token_type": "Bearer", "id_token": signed})

    def tell(self, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: Any) -> None:
        """Tests are quiet."""


def discovery(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/keys",
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    }


@contextmanager
def provider(name: str) -> Iterator[Provider]:
    """Serve it for as long as this lasts; it vouches for a person of this name."""
    server = Provider(("127.0.0.1", 0), Answers)
    server.claims = {"sub": "248289761001", "preferred_username": name}
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
