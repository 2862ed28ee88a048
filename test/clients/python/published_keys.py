"""Verifies tokens with the published keys, by PyJWT."""

import ssl
from typing import Any

import jwt
from play import ISSUER

# The CA is the one that SSL_CERT_FILE names.
_keys = jwt.PyJWKClient(f"{ISSUER}.well-known/jwks.json", ssl_context=ssl.create_default_context())


def verify(token: str, audience: str) -> dict[str, Any]:
    return jwt.decode(
        token,
        _keys.get_signing_key_from_jwt(token),
        algorithms=["RS256"],
        issuer=ISSUER,
        audience=audience,
        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
    )
