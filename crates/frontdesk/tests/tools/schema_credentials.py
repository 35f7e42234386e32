"""Credentials for the requests that schemathesis makes: one account, signed in again when a request signed it out.

One account as long as it lasts, so that what one request made is there for the next.
"""
import json
import os
import secrets
import urllib.error
import urllib.request

import schemathesis

BASE = os.environ["FRONTDESK_SCHEMA_BASE"]
PASSWORD = "Quiet-Harbor-42-" + secrets.token_hex(4)


@schemathesis.auth(refresh_interval=3)
class Specialist:
    """Signs up as a specialist, who may use the most routes, and signs in."""

    name = None
    token = None

    def get(self, case, context):
        kind = type(self)
        if kind.token is None or not lives(kind.token):
            kind.token = sign_in(kind.name) or sign_up(kind)
        return kind.token

    def set(self, case, data, context):
        case.headers = case.headers or {}
        case.headers["Authorization"] = f"Bearer {data}"


def sign_up(kind):
    """An account of its own name, in place of one that a request renamed, gave another password or deleted."""
    kind.name = "fuzz." + secrets.token_hex(8)
    post("/api/v1/accounts", {"username": kind.name, "password": PASSWORD, "role": "specialist"})
    return sign_in(kind.name)


def sign_in(name):
    try:
        return name and post("/api/v1/sessions", {"identifier": name, "password": PASSWORD})["access_token"]
    except urllib.error.HTTPError:
        return None


def lives(token):
    request = urllib.request.Request(BASE + "/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=30):
            return True
    except urllib.error.HTTPError:
        return False


def post(path, body):
    request = urllib.request.Request(
        BASE + path, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
