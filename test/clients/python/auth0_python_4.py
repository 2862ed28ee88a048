"""auth0-python 4 plays the life of a client."""

from urllib.parse import quote

from auth0.authentication import GetToken
from auth0.exceptions import Auth0Error
from auth0.management import Auth0
from auth0_authentication import Auth0Authentication
from library import Json, Refusal
from life import play_life
from play import CLIENT_ID, CLIENT_SECRET, DOMAIN, MANAGEMENT_AUDIENCE


class Auth0Python4(Auth0Authentication):
    name = "auth0-python-4"

    def __init__(self, token: str) -> None:
        self.api = Auth0(DOMAIN, token)

    def create_client(self, body: Json) -> Json:
        return self.api.clients.create(body)

    def get_client(self, client_id: str) -> Json:
        return self.api.clients.get(client_id)

    def update_client(self, client_id: str, change: Json) -> Json:
        return self.api.clients.update(client_id, change)

    def delete_client(self, client_id: str) -> None:
        self.api.clients.delete(client_id)

    def rotate_secret(self, client_id: str) -> Json:
        return self.api.clients.rotate_secret(client_id)

    def client_pages(self, per_page: int) -> tuple[list[str], int]:
        ids: list[str] = []
        page = 0
        while True:
            totals = {"include_totals": "true"}
            answer = self.api.clients.all(["client_id"], True, page, per_page, extra_params=totals)
            ids += [client["client_id"] for client in answer["clients"]]
            if len(ids) >= answer["total"]:
                return ids, answer["total"]
            page += 1

    def checkpoints(self, take: int) -> tuple[str, list[Json]]:
        clients: list[Json] = []
        parameters = {"take": take}
        while True:
            answer = self.api.clients.all(["client_id"], extra_params=parameters)
            clients += answer["clients"]
            if not answer.get("next"):
                return "clients", clients
            parameters = {"take": take, "from": answer["next"]}

    def create_credential(self, client_id: str, body: Json) -> Json:
        return self.api.client_credentials.create(client_id, body)

    def list_credentials(self, client_id: str) -> list[Json]:
        return self.api.client_credentials.all(client_id)

    def delete_credential(self, client_id: str, credential_id: str) -> None:
        self.api.client_credentials.delete(client_id, credential_id)

    def create_api(self, body: Json) -> Json:
        return self.api.resource_servers.create(body)

    def get_api(self, name: str) -> Json:
        # This version does not escape the slashes of an identifier.
        return self.api.resource_servers.get(quote(name, safe=""))

    def update_api(self, name: str, change: Json) -> Json:
        return self.api.resource_servers.update(name, change)

    def delete_api(self, name: str) -> None:
        self.api.resource_servers.delete(name)

    def create_grant(self, body: Json) -> Json:
        return self.api.client_grants.create(body)

    def update_grant(self, grant_id: str, change: Json) -> Json:
        return self.api.client_grants.update(grant_id, change)

    def delete_grant(self, grant_id: str) -> None:
        self.api.client_grants.delete(grant_id)

    def log_events(self, query: str) -> list[Json]:
        return self.api.logs.search(q=query, sort="date:-1")["logs"]

    def as_bearer(self, token: str) -> "Auth0Python4":
        return Auth0Python4(token)

    def management_refusal(self, error: Exception) -> Refusal:
        if not isinstance(error, Auth0Error):
            raise error
        return Refusal((error.status_code, error.error_code, error.message))

    token_refusal = management_refusal


if __name__ == "__main__":
    token = GetToken(DOMAIN, CLIENT_ID, client_secret=CLIENT_SECRET).client_credentials(MANAGEMENT_AUDIENCE)
    play_life(Auth0Python4(token["access_token"]))
