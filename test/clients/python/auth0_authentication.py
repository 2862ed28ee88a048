"""The authentication half of auth0-python, which is the same in versions 4 and 6."""

from auth0.authentication import GetToken
from library import Json
from play import DOMAIN
from published_keys import verify


class Auth0Authentication:
    def token_by_secret(self, client_id: str, secret: str, audience: str) -> Json:
        return GetToken(DOMAIN, client_id, client_secret=secret).client_credentials(audience)

    def token_by_assertion(self, client_id: str, private_key: str, audience: str) -> Json:
        get_token = GetToken(DOMAIN, client_id, client_assertion_signing_key=private_key)
        return get_token.client_credentials(audience)

    def verify(self, token: str, audience: str) -> Json:
        return verify(token, audience)
