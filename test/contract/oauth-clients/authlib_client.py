"""Obtains and verifies tokens by every method that Authlib supports; prints what became of each."""

import json
import os

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.oauth2.rfc7523 import PrivateKeyJWT

setup = json.loads(os.environ["SETUP"])
token_url = setup["issuer"] + "oauth/token"
keys = JsonWebKey.import_key_set(requests.get(setup["issuer"] + ".well-known/jwks.json").json())


def obtain(method, client, session):
    try:
        token = session.fetch_token(
            token_url, grant_type="client_credentials", audience=setup["audience"], scope="read"
        )
    except OAuthError as error:
        print(json.dumps([method, error.error]))
        return
    claims = JsonWebToken(["RS256"]).decode(token["access_token"], keys)
    claims.validate()
    print(json.dumps([method, claims["azp"] == client["id"], claims["scope"]]))


for method in ["client_secret_basic", "client_secret_post"]:
    # It sends secrets by Basic as they are, so it gets one that needs no encoding.
    client = setup["clients"][method + " plain"]
    obtain(method, client, OAuth2Session(client["id"], client["secret"], token_endpoint_auth_method=method))

for alg in ["RS256", "RS384", "PS256"]:
    client = setup["clients"][alg]
    session = OAuth2Session(client["id"], setup["privateKey"], token_endpoint_auth_method="private_key_jwt")
    session.register_client_auth_method(PrivateKeyJWT(token_url, alg=alg))
    obtain(alg, client, session)
