"""Plays operations of a library against a server, and prints what came of each."""

import json
import os
import secrets
import sys
import time
from dataclasses import dataclass
from typing import Any, Callable

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

DOMAIN = os.environ["SERVER_DOMAIN"]
ISSUER = os.environ["ISSUER"]
CLIENT_ID = os.environ["CLIENT_ID"]
CLIENT_SECRET = os.environ["CLIENT_SECRET"]
SECRETS_ARE_READABLE = os.environ["SECRETS"] == "readable"
ONE_SERVER = os.environ["SERVERS"] == "1"

MANAGEMENT_AUDIENCE = f"{ISSUER}api/v2/"
TOKEN_URL = f"{ISSUER}oauth/token"


class NotOffered(Exception):
    """The library does not have an operation; says why."""


class Refused(Exception):
    """Clientele does not have what an operation asks for, and says so; says what."""


@dataclass(frozen=True)
class Key:
    """A key of a client, in PEM."""

    private: str
    public: str


def new_key() -> Key:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Key(private.decode(), public.decode())


def unique(name: str) -> str:
    return f"{name}-{secrets.token_hex(4)}"


def equal(what: str, got: Any, expected: Any) -> None:
    assert got == expected, f"{what} is {got!r}, not {expected!r}"


def contains(what: str, got: dict[str, Any], expected: dict[str, Any]) -> None:
    """Compares the members that are expected; others may be there."""
    equal(what, {name: got.get(name) for name in expected}, expected)


def eventually(check: Callable[[], Any]) -> Any:
    """Several servers take up to a second to hear of a change; what still fails then, fails."""
    end = time.monotonic() + (0 if ONE_SERVER else 2)
    while time.monotonic() < end:
        try:
            return check()
        except Exception:
            time.sleep(0.05)
    return check()


def until(what: str, look: Callable[[], Any]) -> Any:
    """Looks until something is there: events are written shortly after the answer."""
    for _ in range(50):
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"no {what} after five seconds")


def play(operations: dict[str, Callable[[], None]]) -> None:
    """Plays all, also those after one that fails."""
    for name, operation in operations.items():
        print(json.dumps({"operation": name, **_outcome(operation)}))
        sys.stdout.flush()


def _outcome(operation: Callable[[], None]) -> dict[str, str]:
    try:
        operation()
        return {"outcome": "works"}
    except Refused as why:
        return {"outcome": "refused", "why": str(why)}
    except NotOffered as why:
        return {"outcome": "not offered", "why": str(why)}
    except Exception as error:
        return {"outcome": "fails", "why": f"{type(error).__name__}: {error}"}
