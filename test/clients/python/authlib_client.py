"""Authlib plays the life of a client."""

import time

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jwt
from joserfc.jwk import KeySet
from json_over_http import JsonOverHttp
from library import Json, Refusal
from life import play_life
from play import CLIENT_ID, CLIENT_SECRET, ISSUER, MANAGEMENT_AUDIENCE, TOKEN_URL


class Authlib(JsonOverHttp):
    name = "authlib"

    def token_by_secret(self, client_id: str, secret: str, audience: str) -> Json:
        # Basic for one of the two, so that both ways are taken.
        method = "client_secret_basic" if audience == MANAGEMENT_AUDIENCE else "client_secret_post"
        session = OAuth2Session(client_id, secret, token_endpoint_auth_method=method)
        return session.fetch_token(TOKEN_URL, grant_type="client_credentials", audience=audience)

    def token_by_assertion(self, client_id: str, private_key: str, audience: str) -> Json:
        session = OAuth2Session(client_id, private_key, token_endpoint_auth_method="private_key_jwt")
        # The audience is the issuer, and five minutes are the longest lifetime, as at Auth0; Authlib's own is an hour.
        claims = {"exp": int(time.time()) + 60}
        session.register_client_auth_method(PrivateKeyJWT(ISSUER, claims))
        return session.fetch_token(TOKEN_URL, grant_type="client_credentials", audience=audience)

    def verify(self, token: str, audience: str) -> Json:
        published = self.session.get(f"{ISSUER}.well-known/jwks.json", withhold_token=True).json()
        decoded = jwt.decode(token, KeySet.import_key_set(published), algorithms=["RS256"])
        registry = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
        )
        registry.validate(decoded.claims)
        return decoded.claims

    def as_bearer(self, token: str) -> "Authlib":
        return Authlib(OAuth2Session(token={"access_token": token, "token_type": "Bearer"}))

    def token_refusal(self, error: Exception) -> Refusal:
        if not isinstance(error, OAuthError):
            raise error
        return Refusal((None, error.error, error.description))


if __name__ == "__main__":
    session = OAuth2Session(CLIENT_ID, CLIENT_SECRET, token_endpoint_auth_method="client_secret_post")
    session.fetch_token(TOKEN_URL, grant_type="client_credentials", audience=MANAGEMENT_AUDIENCE)
    play_life(Authlib(session))
