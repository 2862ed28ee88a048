"""What a library has to offer to play the life of a client; each has a module with its calls."""

from typing import Any, Protocol

Json = dict[str, Any]


class Refusal(tuple[int | None, str, str]):
    """Status, code and text of a refusal, as the library's own error has them; no status where it has none."""


class Library(Protocol):
    """The calls of one library: bodies and answers as JSON has them, refusals as its own errors."""

    name: str

    def create_client(self, body: Json) -> Json: ...

    def get_client(self, client_id: str) -> Json: ...

    def update_client(self, client_id: str, change: Json) -> Json: ...

    def delete_client(self, client_id: str) -> None: ...

    def rotate_secret(self, client_id: str) -> Json: ...

    def client_pages(self, per_page: int) -> tuple[list[str], int]:
        """All ids, page by page, and the total."""

    def checkpoints(self, take: int) -> tuple[str, list[Json]]:
        """All items of a list that is read by checkpoints, and what they are."""

    def create_credential(self, client_id: str, body: Json) -> Json: ...

    def list_credentials(self, client_id: str) -> list[Json]: ...

    def delete_credential(self, client_id: str, credential_id: str) -> None: ...

    def create_api(self, body: Json) -> Json: ...

    def get_api(self, name: str) -> Json: ...

    def update_api(self, name: str, change: Json) -> Json: ...

    def delete_api(self, name: str) -> None: ...

    def create_grant(self, body: Json) -> Json: ...

    def update_grant(self, grant_id: str, change: Json) -> Json: ...

    def delete_grant(self, grant_id: str) -> None: ...

    def log_events(self, query: str) -> list[Json]: ...

    def token_by_secret(self, client_id: str, secret: str, audience: str) -> Json: ...

    def token_by_assertion(self, client_id: str, private_key: str, audience: str) -> Json: ...

    def verify(self, token: str, audience: str) -> Json:
        """The claims of a token, checked with the published keys: algorithm, issuer, audience, expiry."""

    def as_bearer(self, token: str) -> "Library":
        """The same library, calling the Management API with this token."""

    def management_refusal(self, error: Exception) -> Refusal: ...

    def token_refusal(self, error: Exception) -> Refusal: ...
