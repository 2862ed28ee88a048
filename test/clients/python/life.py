"""The life of a client, as any library plays it."""

from typing import Any, Callable

from library import Json, Library, Refusal
from play import (
    MANAGEMENT_AUDIENCE,
    SECRETS_ARE_READABLE,
    contains,
    equal,
    eventually,
    new_key,
    play,
    unique,
    until,
)

REFUSED_SECRET = (401, "access_denied", "Unauthorized")
REFUSED_ASSERTION = (401, "invalid_client", "The client assertion was not accepted.")


Expected = tuple[int, str | None, str]


class Life:
    """A client and what belongs to it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.key = new_key()
        self.client: Json = {}
        self.credential: Json = {}
        self.api: Json = {}
        self.grant: Json = {}
        self.token = ""

    @property
    def id(self) -> str:
        return self.client["client_id"]

    def create_client(self) -> None:
        body = {
            "name": unique(self.library.name),
            "description": "plays its life",
            "app_type": "non_interactive",
            "grant_types": ["client_credentials"],
            "callbacks": ["https://app.example/callback"],
            "client_metadata": {"team": "calendar", "stage": "test"},
        }
        self.client = self.library.create_client(body)
        equal("the length of the secret", len(self.client["client_secret"]), 64)
        secret = self.client["client_secret"] if SECRETS_ARE_READABLE else None
        contains("the client", self.library.get_client(self.id), {**body, "client_secret": secret})

    def create_credential(self) -> None:
        body = {"name": "first key", "credential_type": "public_key", "alg": "RS256", "pem": self.key.public}
        self.credential = self.library.create_credential(self.id, body)
        contains("the key", self.credential, {"name": "first key", "alg": "RS256"})
        equal("the keys", self.library.list_credentials(self.id), [self.credential])

    def assertion_before_enabling(self) -> None:
        self.token_refused(REFUSED_ASSERTION, self.by_assertion, MANAGEMENT_AUDIENCE)

    def create_api(self) -> None:
        body = {
            "name": unique("Calendar"),
            "identifier": f"https://{unique('calendar')}.example/",
            "token_lifetime": 3600,
            "scopes": [
                {"value": "read:events", "description": "Read events"},
                {"value": "create:events", "description": "Create events"},
            ],
        }
        self.api = self.library.create_api(body)
        for name in (self.api["id"], self.api["identifier"]):
            contains("the API", self.library.get_api(name), {**body, "signing_alg": "RS256"})

    def token_without_grant(self) -> None:
        audience = self.api["identifier"]
        text = (
            f'Client is not authorized to access "{audience}". '
            f'You need to create a "client-grant" associated to this API. '
            f"See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants"
        )
        self.token_refused((403, "access_denied", text), self.by_secret, audience)

    def create_grant(self) -> None:
        body = {"client_id": self.id, "audience": self.api["identifier"], "scope": ["read:events"]}
        self.grant = self.library.create_grant(body)
        contains("the grant", self.grant, body)

    def token_by_secret(self) -> None:
        self.token = self.token_of(self.by_secret, "read:events")

    def verify_token(self) -> None:
        self.check(self.token, "read:events")

    def rotate_secret(self) -> None:
        old = self.client["client_secret"]
        self.client = {**self.client, **self.library.rotate_secret(self.id)}
        self.check(self.token_of(self.by_secret, "read:events"), "read:events")
        self.token_refused(
            REFUSED_SECRET,
            lambda audience: self.library.token_by_secret(self.id, old, audience),
            self.api["identifier"],
        )

    def enable_key(self) -> None:
        methods = {"private_key_jwt": {"credentials": [{"id": self.credential["id"]}]}}
        changed = self.library.update_client(
            self.id, {"client_authentication_methods": methods, "token_endpoint_auth_method": None}
        )
        equal("the methods", changed["client_authentication_methods"], methods)

    def token_by_assertion(self) -> None:
        self.check(self.token_of(self.by_assertion, "read:events"), "read:events")

    def secret_is_refused(self) -> None:
        self.token_refused(REFUSED_SECRET, self.by_secret, self.api["identifier"])

    def back_to_secret(self) -> None:
        change = {"client_authentication_methods": None, "token_endpoint_auth_method": "client_secret_post"}
        changed = self.library.update_client(self.id, change)
        equal("the method", changed["token_endpoint_auth_method"], "client_secret_post")
        self.check(self.token_of(self.by_secret, "read:events"), "read:events")
        self.token_refused(REFUSED_ASSERTION, self.by_assertion, self.api["identifier"])

    def list_by_page(self) -> None:
        ids, total = self.library.client_pages(2)
        equal("the total", total, len(ids))
        equal("the number of different ids", len(set(ids)), len(ids))
        assert self.id in ids, "the client is not in the list"

    def list_by_checkpoint(self) -> None:
        kind, items = self.library.checkpoints(2)
        ids = [item["id" if kind == "grants" else "client_id"] for item in items]
        equal("the number of different ids", len(set(ids)), len(ids))
        expected = self.grant["id"] if kind == "grants" else self.id
        assert expected in ids, f"{expected} is not in the list of {kind}"

    def change_client(self) -> None:
        change = {
            "description": "plays on",
            "callbacks": ["https://app.example/callback", "https://app.example/other"],
            "client_metadata": {"stage": "production"},
            "token_quota": {"client_credentials": {"enforce": True, "per_hour": 1000}},
        }
        self.library.update_client(self.id, change)
        metadata = {"team": "calendar", "stage": "production"}
        self.shows({**change, "client_metadata": metadata})

    def null_takes_away(self) -> None:
        self.library.update_client(self.id, {"token_quota": None, "client_metadata": {"team": None}})
        self.shows({"client_metadata": {"stage": "production"}, "token_quota": None})

    def change_scopes(self) -> None:
        scopes = [*self.api["scopes"], {"value": "delete:events", "description": "Delete events"}]
        equal("the scopes", self.library.update_api(self.api["id"], {"scopes": scopes})["scopes"], scopes)
        scope = ["read:events", "delete:events"]
        equal("the grant", self.library.update_grant(self.grant["id"], {"scope": scope})["scope"], scope)
        granted = "read:events delete:events"
        self.check(self.token_of(self.by_secret, granted), granted)

    def read_log(self) -> None:
        query = f'client_id:"{self.id}" AND type:seccft'
        events = until("log event of a token", lambda: self.library.log_events(query))
        expected = {
            "type": "seccft",
            "description": "Client credentials exchanged for an access token",
            "client_id": self.id,
            "client_name": self.client["name"],
            "audience": self.api["identifier"],
        }
        contains("the event", events[0], expected)

    def management_errors(self) -> None:
        refused = self.management_refused
        additional = "Payload validation error: 'Additional properties not allowed: colour'."
        refused(
            (400, "invalid_body", additional),
            lambda: self.library.create_client({"name": "x", "colour": "green"}),
        )
        stranger = self.library.as_bearer("a.b.c")
        refused((401, None, "Invalid token"), lambda: stranger.get_client(self.id))
        body = {"client_id": self.id, "audience": MANAGEMENT_AUDIENCE, "scope": ["read:clients"]}
        grant = self.library.create_grant(body)
        reader = self.library.as_bearer(self.by_secret(MANAGEMENT_AUDIENCE)["access_token"])
        equal("what the reader sees", reader.get_client(self.id)["name"], self.client["name"])
        scopes = "Insufficient scope, expected any of: delete:clients"
        refused((403, "insufficient_scope", scopes), lambda: reader.delete_client(self.id))
        self.library.delete_grant(grant["id"])
        refused(
            (404, "inexistent_client", "The client does not exist"),
            lambda: self.library.get_client("nobody"),
        )
        exists = "A resource server with the same identifier already exists."
        refused(
            (409, "existent_resource_server", exists),
            lambda: self.library.create_api({"identifier": self.api["identifier"]}),
        )

    def token_errors(self) -> None:
        nowhere = "https://nowhere.example/"
        unknown = f"Service not enabled within domain: {nowhere}"
        self.token_refused((403, "access_denied", unknown), self.by_secret, nowhere)
        self.token_refused(
            REFUSED_SECRET,
            lambda audience: self.library.token_by_secret(self.id, "wrong", audience),
            self.api["identifier"],
        )

    def delete_all(self) -> None:
        self.library.delete_credential(self.id, self.credential["id"])
        self.library.delete_grant(self.grant["id"])
        self.library.delete_api(self.api["id"])
        self.library.delete_client(self.id)
        gone = (404, "inexistent_client", "The client does not exist")
        self.management_refused(gone, lambda: self.library.get_client(self.id))

    def shows(self, expected: Json) -> None:
        eventually(lambda: contains("the client", self.library.get_client(self.id), expected))

    def by_secret(self, audience: str) -> Json:
        return self.library.token_by_secret(self.id, self.client["client_secret"], audience)

    def by_assertion(self, audience: str) -> Json:
        return self.library.token_by_assertion(self.id, self.key.private, audience)

    def token_of(self, ask: Callable[[str], Json], scope: str) -> str:
        return eventually(lambda: self.answered_token(ask, scope))

    def answered_token(self, ask: Callable[[str], Json], scope: str) -> str:
        answer = ask(self.api["identifier"])
        contains("the answer", answer, {"token_type": "Bearer", "expires_in": 3600})
        assert answer["scope"] in (scope, scope.split()), f"the scope is {answer['scope']!r}"
        return answer["access_token"]

    def check(self, token: str, scope: str) -> None:
        claims = self.library.verify(token, self.api["identifier"])
        expected = {"sub": f"{self.id}@clients", "azp": self.id, "scope": scope, "gty": "client-credentials"}
        contains("the token", claims, expected)
        equal("its lifetime", claims["exp"] - claims["iat"], 3600)

    def token_refused(self, expected: Expected, ask: Callable[[str], Any], audience: str) -> None:
        eventually(lambda: refused(expected, lambda: ask(audience), self.library.token_refusal))

    def management_refused(self, expected: Expected, call: Callable[[], Any]) -> None:
        refused(expected, call, self.library.management_refusal)


def refused(expected: Expected, call: Callable[[], Any], read: Callable[[Exception], Refusal]) -> None:
    """Asserts that a call is refused, with the library's own error; parts that the error lacks do not count."""
    try:
        answer = call()
    except Exception as error:
        got = read(error)
    else:
        raise AssertionError(f"not refused: {answer!r}")
    both = [(part, wanted) for part, wanted in zip(got, expected) if part is not None and wanted is not None]
    equal("the refusal", [part for part, _ in both], [wanted for _, wanted in both])


def play_life(library: Library) -> None:
    life = Life(library)
    play(
        {
            "create a client": life.create_client,
            "give it a public key": life.create_credential,
            "a token by assertion is refused before the key is enabled": life.assertion_before_enabling,
            "create an API with scopes": life.create_api,
            "a token is refused without a grant": life.token_without_grant,
            "grant the API to the client": life.create_grant,
            "token by secret": life.token_by_secret,
            "verify the token with the published keys": life.verify_token,
            "rotate the secret: the new one works, the old one is refused": life.rotate_secret,
            "enable the key": life.enable_key,
            "token by assertion": life.token_by_assertion,
            "a token by secret is refused from then on": life.secret_is_refused,
            "go back to a secret": life.back_to_secret,
            "list by page, with totals": life.list_by_page,
            "list by checkpoint": life.list_by_checkpoint,
            "change a client": life.change_client,
            "null takes a property away": life.null_takes_away,
            "change the scopes of the API and of the grant": life.change_scopes,
            "read the log": life.read_log,
            "errors of the Management API: 400, 401, 403, 404, 409": life.management_errors,
            "errors of the token endpoint": life.token_errors,
            "delete the key, the grant, the API and the client": life.delete_all,
        }
    )
