"""What else auth0-python 4 offers of what Clientele has."""

from auth0.authentication import GetToken
from auth0.management import Auth0
from play import (
    CLIENT_ID,
    CLIENT_SECRET,
    DOMAIN,
    MANAGEMENT_AUDIENCE,
    NotOffered,
    contains,
    equal,
    eventually,
    play,
    unique,
    until,
)

token = GetToken(DOMAIN, CLIENT_ID, client_secret=CLIENT_SECRET).client_credentials(MANAGEMENT_AUDIENCE)
api = Auth0(DOMAIN, token["access_token"])


def new_client(**properties):
    return api.clients.create({"name": unique("auth0-python"), "app_type": "non_interactive", **properties})


def connections() -> None:
    client = new_client()
    name = unique("people")
    body = {"name": name, "strategy": "auth0", "enabled_clients": [client["client_id"]]}
    made = api.connections.create(body)
    contains("the connection", api.connections.get(made["id"]), body)
    api.connections.update(made["id"], {"enabled_clients": []})
    equal("the clients", api.connections.get(made["id"])["enabled_clients"], [])
    api.connections.delete(made["id"])
    equal("the connections left", api.connections.all(name=name), [])
    api.clients.delete(client["client_id"])


def tenant_settings() -> None:
    name = unique("Friendly")
    equal("the answer", api.tenants.update({"friendly_name": name})["friendly_name"], name)
    eventually(lambda: equal("the name", api.tenants.get(["friendly_name"]), {"friendly_name": name}))


def logs() -> None:
    client = new_client()
    query = f'details.client_id:"{client["client_id"]}"'
    [event] = until("the event of the client", lambda: api.logs.search(q=query)["logs"])
    contains("the event", event, {"type": "sapi", "description": "Create a client"})
    equal("the event by its id", api.logs.get(event["log_id"]), event)
    later = new_client()
    checkpoint = {"from_param": event["log_id"], "take": 100, "page": None, "per_page": None}
    following = api.logs.search(**checkpoint, include_totals=False)
    descriptions = [each["description"] for each in following]
    equal("what follows", descriptions[0], "Create a client")
    for each in (client, later):
        api.clients.delete(each["client_id"])


def default_grant() -> None:
    identifier = f"https://{unique('default')}.example/"
    made = api.resource_servers.create({"identifier": identifier, "scopes": [{"value": "read:it"}]})
    grant = api.client_grants.create(
        {"audience": identifier, "default_for": "third_party_clients", "scope": ["read:it"]}
    )
    stranger = new_client(is_first_party=False, grant_types=["client_credentials"])
    get_token = GetToken(DOMAIN, stranger["client_id"], client_secret=stranger["client_secret"])
    equal("the scope", get_token.client_credentials(identifier)["scope"], "read:it")
    api.client_grants.delete(grant["id"])
    api.clients.delete(stranger["client_id"])
    api.resource_servers.delete(made["id"])


def token_quota() -> None:
    quota = {"client_credentials": {"enforce": True, "per_day": 100, "per_hour": 10}}
    client = new_client(token_quota=quota)
    equal("the quota", api.clients.get(client["client_id"])["token_quota"], quota)
    api.clients.delete(client["client_id"])


def organizations() -> None:
    client = new_client()
    identifier = f"https://{unique('organized')}.example/"
    made = api.resource_servers.create({"identifier": identifier})
    grant = api.client_grants.create({"client_id": client["client_id"], "audience": identifier, "scope": []})
    equal("the organizations", api.client_grants.get_organizations(grant["id"]), [])
    api.resource_servers.delete(made["id"])
    api.clients.delete(client["client_id"])


def not_offered() -> None:
    raise NotOffered("the library has no such call")


if __name__ == "__main__":
    play(
        {
            "connections: create, get, change, clients, delete": connections,
            "signing keys: list, get, rotate, revoke": not_offered,
            "tenant settings: read, change": tenant_settings,
            "credentials: change when one expires": not_offered,
            "logs: query, get": logs,
            "clients: search": not_offered,
            "APIs: search": not_offered,
            "client grants: search": not_offered,
            "a default grant for third-party clients": default_grant,
            "token quotas": token_quota,
            "organizations of a grant: none": organizations,
        }
    )
