"""Credentials for the requests that schemathesis makes: a fresh account every few seconds.

One account is not enough, because the requests themselves sign it out and change its password.
"""
import json
import os
import secrets
import urllib.request

import schemathesis

BASE = os.environ["FRONTDESK_SCHEMA_BASE"]
PASSWORD = "Quiet-Harbor-42-" + secrets.token_hex(4)


@schemathesis.auth(refresh_interval=3)
class Specialist:
    """Signs up as a specialist, who may use the most routes, and signs in."""

    def get(self, case, context):
        name = "fuzz." + secrets.token_hex(8)
        post("/api/v1/accounts", {"username": name, "password": PASSWORD, "role": "specialist"})
        return post("/api/v1/sessions", {"identifier": name, "password": PASSWORD})["access_token"]

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


def post(path, body):
    request = urllib.request.Request(
        BASE + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
