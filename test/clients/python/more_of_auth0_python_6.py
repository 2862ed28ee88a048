"""What else auth0-python 6 offers of what Clientele has."""

from auth0.authentication import GetToken
from auth0.management import ManagementClient
from auth0.management.errors import NotFoundError
from auth0_python_6 import as_json
from play import (
    CLIENT_ID,
    CLIENT_SECRET,
    DOMAIN,
    Refused,
    contains,
    equal,
    eventually,
    new_key,
    play,
    unique,
    until,
)

api = ManagementClient(domain=DOMAIN, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
NEVER = "2095-05-13T09:33:13.000Z"


def new_client(**properties):
    return api.clients.create(name=unique("auth0-python"), app_type="non_interactive", **properties)


def connections() -> None:
    client = new_client()
    name = unique("people")
    made = api.connections.create(name=name, strategy="auth0", options={"brute_force_protection": True})
    contains("the connection", as_json(api.connections.get(made.id)), {"name": name, "strategy": "auth0"})
    api.connections.update(made.id, options={"brute_force_protection": False})
    equal("the options", api.connections.get(made.id).options, {"brute_force_protection": False})
    api.connections.clients.update(made.id, request=[{"client_id": client.client_id, "status": True}])
    enabled = [each.client_id for each in api.connections.clients.get(made.id)]
    equal("the clients", enabled, [client.client_id])
    of_client = [each.id for each in api.clients.connections.get(client.client_id)]
    equal("the connections of the client", of_client, [made.id])
    api.connections.delete(made.id)
    equal("the connections left", [each for each in api.connections.list(name=name)], [])
    api.clients.delete(client.client_id)


def signing_keys() -> None:
    keys = api.keys.signing.list()
    [upcoming] = [key for key in keys if key.next]
    equal("the key", as_json(api.keys.signing.get(upcoming.kid)), as_json(upcoming))
    rotated = api.keys.signing.rotate()
    equal("the current key", rotated.kid, upcoming.kid)
    eventually(lambda: equal("the current key", api.keys.signing.get(rotated.kid).current, True))
    [latest] = [key for key in api.keys.signing.list() if key.next]
    revoked = api.keys.signing.revoke(latest.kid)
    equal("the revoked key", revoked.kid, latest.kid)
    eventually(lambda: equal("its state", api.keys.signing.get(latest.kid).revoked, True))


def tenant_settings() -> None:
    name = unique("Friendly")
    equal("the answer", api.tenants.settings.update(friendly_name=name).friendly_name, name)
    eventually(lambda: equal("the name", friendly_name(), name))


def friendly_name() -> str:
    return api.tenants.settings.get(fields="friendly_name").friendly_name


def credential_expiry() -> None:
    client = new_client()
    credentials = api.clients.credentials
    made = credentials.create(client.client_id, credential_type="public_key", pem=new_key().public)
    credentials.update(client.client_id, made.id, expires_at=NEVER)
    equal("the expiry", as_json(credentials.get(client.client_id, made.id))["expires_at"][:10], NEVER[:10])
    api.clients.delete(client.client_id)


def logs() -> None:
    client = new_client()
    query = f'details.client_id:"{client.client_id}"'
    [event] = until("the event of the client", lambda: list(api.logs.list(search=query)))
    contains("the event", as_json(event), {"type": "sapi", "description": "Create a client"})
    equal("the event by its id", api.logs.get(event.log_id).log_id, event.log_id)
    api.clients.delete(client.client_id)


def client_search() -> None:
    client = new_client(description="to be found")
    for parser, query in {
        "lucene": f'name:"{client.name}"',
        "scim": f'name eq "{client.name}" and app_type eq "non_interactive"',
    }.items():
        found = [each.client_id for each in api.clients.search(q=query, parser=parser, take=1)]
        equal(f"what {parser} finds", found, [client.client_id])
    api.clients.delete(client.client_id)


def api_search() -> None:
    identifier = f"https://{unique('searched')}.example/"
    made = api.resource_servers.create(identifier=identifier, name="Searched")
    for parser, query in {
        "lucene": f'identifier:"{identifier}"',
        "scim": f'identifier eq "{identifier}"',
    }.items():
        found = [each.id for each in api.resource_servers.search(q=query, parser=parser)]
        equal(f"what {parser} finds", found, [made.id])
    api.resource_servers.delete(made.id)


def grant_search() -> None:
    try:
        list(api.client_grants.search(q='subject_type:"client"'))
    except NotFoundError:
        raise Refused("Clientele searches clients and APIs only") from None


def default_grant() -> None:
    identifier = f"https://{unique('default')}.example/"
    made = api.resource_servers.create(
        identifier=identifier,
        scopes=[{"value": "read:it"}],
        subject_type_authorization={"client": {"policy": "require_client_grant"}},
    )
    grant = api.client_grants.create(
        audience=identifier, default_for="third_party_clients", scope=["read:it"]
    )
    equal("the group", api.client_grants.get(grant.id).default_for, "third_party_clients")
    stranger = new_client(is_first_party=False, grant_types=["client_credentials"])
    get_token = GetToken(DOMAIN, stranger.client_id, client_secret=stranger.client_secret)
    equal("the scope", get_token.client_credentials(identifier)["scope"], "read:it")
    api.client_grants.delete(grant.id)
    api.clients.delete(stranger.client_id)
    api.resource_servers.delete(made.id)


def token_quota() -> None:
    quota = {"client_credentials": {"enforce": True, "per_day": 100, "per_hour": 10}}
    client = new_client(token_quota=quota)
    equal("the quota", as_json(api.clients.get(client.client_id))["token_quota"], quota)
    api.clients.delete(client.client_id)


def organizations() -> None:
    client = new_client()
    identifier = f"https://{unique('organized')}.example/"
    made = api.resource_servers.create(identifier=identifier)
    grant = api.client_grants.create(client_id=client.client_id, audience=identifier, scope=[])
    equal("the organizations", list(api.client_grants.organizations.list(grant.id)), [])
    api.resource_servers.delete(made.id)
    api.clients.delete(client.client_id)


if __name__ == "__main__":
    play(
        {
            "connections: create, get, change, clients, delete": connections,
            "signing keys: list, get, rotate, revoke": signing_keys,
            "tenant settings: read, change": tenant_settings,
            "credentials: change when one expires": credential_expiry,
            "logs: query, get": logs,
            "clients: search": client_search,
            "APIs: search": api_search,
            "client grants: search": grant_search,
            "a default grant for third-party clients": default_grant,
            "token quotas": token_quota,
            "organizations of a grant: none": organizations,
        }
    )
