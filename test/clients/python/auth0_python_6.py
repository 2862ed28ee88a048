"""auth0-python 5 and later plays the life of a client."""

import datetime

import httpx
from auth0.authentication.exceptions import Auth0Error
from auth0.management import ManagementClient
from auth0.management.core.api_error import ApiError
from auth0_authentication import Auth0Authentication
from library import Json, Refusal
from life import play_life
from play import CLIENT_ID, CLIENT_SECRET, DOMAIN


def as_json(model: object) -> Json:
    """As it came over the wire."""
    return {name: _text(value) for name, value in model.dict().items()}


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


class Auth0Python6(Auth0Authentication):
    name = "auth0-python"

    def __init__(self, management: ManagementClient) -> None:
        self.api = management

    def create_client(self, body: Json) -> Json:
        options = None
        if "colour" in body:
            options = {"additional_body_parameters": {"colour": body["colour"]}}
            body = {"name": body["name"]}
        return as_json(self.api.clients.create(**body, request_options=options))

    def get_client(self, client_id: str) -> Json:
        return as_json(self.api.clients.get(client_id))

    def update_client(self, client_id: str, change: Json) -> Json:
        return as_json(self.api.clients.update(client_id, **change))

    def delete_client(self, client_id: str) -> None:
        self.api.clients.delete(client_id)

    def rotate_secret(self, client_id: str) -> Json:
        return as_json(self.api.clients.rotate_secret(client_id))

    def client_pages(self, per_page: int) -> tuple[list[str], int]:
        pager = self.api.clients.list(per_page=per_page, include_totals=True, fields="client_id")
        total = int(pager.response.total)
        return [client.client_id for client in pager], total

    def checkpoints(self, take: int) -> tuple[str, list[Json]]:
        return "grants", [as_json(grant) for grant in self.api.client_grants.list(take=take)]

    def create_credential(self, client_id: str, body: Json) -> Json:
        return as_json(self.api.clients.credentials.create(client_id, **body))

    def list_credentials(self, client_id: str) -> list[Json]:
        return [as_json(credential) for credential in self.api.clients.credentials.list(client_id)]

    def delete_credential(self, client_id: str, credential_id: str) -> None:
        self.api.clients.credentials.delete(client_id, credential_id)

    def create_api(self, body: Json) -> Json:
        return as_json(self.api.resource_servers.create(**body))

    def get_api(self, name: str) -> Json:
        return as_json(self.api.resource_servers.get(name))

    def update_api(self, name: str, change: Json) -> Json:
        return as_json(self.api.resource_servers.update(name, **change))

    def delete_api(self, name: str) -> None:
        self.api.resource_servers.delete(name)

    def create_grant(self, body: Json) -> Json:
        return as_json(self.api.client_grants.create(**body))

    def update_grant(self, grant_id: str, change: Json) -> Json:
        return as_json(self.api.client_grants.update(grant_id, **change))

    def delete_grant(self, grant_id: str) -> None:
        self.api.client_grants.delete(grant_id)

    def log_events(self, query: str) -> list[Json]:
        return [as_json(event) for event in self.api.logs.list(search=query, sort="date:-1")]

    def as_bearer(self, token: str) -> "Auth0Python6":
        return Auth0Python6(ManagementClient(domain=DOMAIN, token=token))

    def management_refusal(self, error: Exception) -> Refusal:
        if not isinstance(error, ApiError):
            raise error
        body = error.body if isinstance(error.body, dict) else error.body.dict()
        return Refusal((error.status_code, body.get("errorCode", ""), body["message"]))

    def token_refusal(self, error: Exception) -> Refusal:
        if not isinstance(error, Auth0Error):
            raise error
        return Refusal((error.status_code, error.error_code, error.message))


if __name__ == "__main__":
    play_life(Auth0Python6(ManagementClient(domain=DOMAIN, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)))
