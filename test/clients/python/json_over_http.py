"""The Management API by a session of requests that brings the token: JSON over HTTP."""

from typing import Any
from urllib.parse import quote

import requests
from library import Json, Refusal
from play import ISSUER

MANAGEMENT_URL = f"{ISSUER}api/v2"


class JsonOverHttp:
    def __init__(self, session: requests.Session) -> None:
        self.session = session

    def call(self, method: str, *path: str, json: Json | None = None, **query: Any) -> Any:
        url = "/".join([MANAGEMENT_URL, *(quote(part, safe="") for part in path)])
        answer = self.session.request(method, url, json=json, params=query)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def create_client(self, body: Json) -> Json:
        return self.call("POST", "clients", json=body)

    def get_client(self, client_id: str) -> Json:
        return self.call("GET", "clients", client_id)

    def update_client(self, client_id: str, change: Json) -> Json:
        return self.call("PATCH", "clients", client_id, json=change)

    def delete_client(self, client_id: str) -> None:
        self.call("DELETE", "clients", client_id)

    def rotate_secret(self, client_id: str) -> Json:
        return self.call("POST", "clients", client_id, "rotate-secret")

    def client_pages(self, per_page: int) -> tuple[list[str], int]:
        ids: list[str] = []
        page = 0
        while True:
            query = {"page": page, "per_page": per_page, "include_totals": "true", "fields": "client_id"}
            answer = self.call("GET", "clients", **query)
            ids += [client["client_id"] for client in answer["clients"]]
            if len(ids) >= answer["total"]:
                return ids, answer["total"]
            page += 1

    def checkpoints(self, take: int) -> tuple[str, list[Json]]:
        clients: list[Json] = []
        query: dict[str, Any] = {"take": take}
        while True:
            answer = self.call("GET", "clients", **query)
            clients += answer["clients"]
            if "next" not in answer:
                return "clients", clients
            query["from"] = answer["next"]

    def create_credential(self, client_id: str, body: Json) -> Json:
        return self.call("POST", "clients", client_id, "credentials", json=body)

    def list_credentials(self, client_id: str) -> list[Json]:
        return self.call("GET", "clients", client_id, "credentials")

    def delete_credential(self, client_id: str, credential_id: str) -> None:
        self.call("DELETE", "clients", client_id, "credentials", credential_id)

    def create_api(self, body: Json) -> Json:
        return self.call("POST", "resource-servers", json=body)

    def get_api(self, name: str) -> Json:
        return self.call("GET", "resource-servers", name)

    def update_api(self, name: str, change: Json) -> Json:
        return self.call("PATCH", "resource-servers", name, json=change)

    def delete_api(self, name: str) -> None:
        self.call("DELETE", "resource-servers", name)

    def create_grant(self, body: Json) -> Json:
        return self.call("POST", "client-grants", json=body)

    def update_grant(self, grant_id: str, change: Json) -> Json:
        return self.call("PATCH", "client-grants", grant_id, json=change)

    def delete_grant(self, grant_id: str) -> None:
        self.call("DELETE", "client-grants", grant_id)

    def log_events(self, query: str) -> list[Json]:
        return self.call("GET", "logs", q=query, sort="date:-1")

    def management_refusal(self, error: Exception) -> Refusal:
        if not isinstance(error, requests.HTTPError):
            raise error
        body = error.response.json()
        return Refusal((error.response.status_code, body.get("errorCode"), body["message"]))
