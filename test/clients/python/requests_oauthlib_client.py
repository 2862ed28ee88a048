"""requests-oauthlib plays the life of a client."""

import time
import uuid

import jwt
from json_over_http import JsonOverHttp
from library import Json, Refusal
from life import play_life
from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error
from play import CLIENT_ID, CLIENT_SECRET, ISSUER, MANAGEMENT_AUDIENCE, TOKEN_URL
from published_keys import verify
from requests_oauthlib import OAuth2Session

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def session_of(client_id: str) -> OAuth2Session:
    return OAuth2Session(client=BackendApplicationClient(client_id))


def assertion(client_id: str, private_key: str) -> str:
    """The library makes none itself."""
    now = int(time.time())
    claims = {"iss": client_id, "sub": client_id, "aud": ISSUER, "iat": now, "exp": now + 60}
    return jwt.encode({**claims, "jti": str(uuid.uuid4())}, private_key, algorithm="RS256")


class RequestsOauthlib(JsonOverHttp):
    name = "requests-oauthlib"

    def token_by_secret(self, client_id: str, secret: str, audience: str) -> Json:
        # In the header for one of the two, so that both ways are taken.
        if audience == MANAGEMENT_AUDIENCE:
            return session_of(client_id).fetch_token(TOKEN_URL, client_secret=secret, audience=audience)
        return session_of(client_id).fetch_token(
            TOKEN_URL, client_secret=secret, include_client_id=True, audience=audience
        )

    def token_by_assertion(self, client_id: str, private_key: str, audience: str) -> Json:
        return session_of(client_id).fetch_token(
            TOKEN_URL,
            include_client_id=True,
            audience=audience,
            client_assertion_type=ASSERTION_TYPE,
            client_assertion=assertion(client_id, private_key),
        )

    def verify(self, token: str, audience: str) -> Json:
        return verify(token, audience)

    def as_bearer(self, token: str) -> "RequestsOauthlib":
        return RequestsOauthlib(OAuth2Session(token={"access_token": token, "token_type": "Bearer"}))

    def token_refusal(self, error: Exception) -> Refusal:
        if not isinstance(error, OAuth2Error):
            raise error
        return Refusal((None, error.error, error.description))


if __name__ == "__main__":
    session = session_of(CLIENT_ID)
    session.fetch_token(
        TOKEN_URL, client_secret=CLIENT_SECRET, include_client_id=True, audience=MANAGEMENT_AUDIENCE
    )
    play_life(RequestsOauthlib(session))
