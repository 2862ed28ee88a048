# Authlib
python3 -m venv venv
venv/bin/pip install --quiet authlib==1.9.10 requests
cat > list_clients.py <<'END'
import os

from authlib.integrations.requests_client import OAuth2Session

domain = os.environ["AUTH0_DOMAIN"]
session = OAuth2Session(
    os.environ["AUTH0_CLIENT_ID"],
    os.environ["AUTH0_CLIENT_SECRET"],
    token_endpoint_auth_method="client_secret_post",
)
session.fetch_token(
    f"https://{domain}/oauth/token",
    grant_type="client_credentials",
    audience=f"https://{domain}/api/v2/",
)
for client in session.get(f"https://{domain}/api/v2/clients").json():
    print(client["name"])

# With a key instead of a secret, an assertion names the issuer and lives for five minutes at most:
#   session = OAuth2Session(client_id, private_key_pem, token_endpoint_auth_method="private_key_jwt")
#   claims = {"exp": int(time.time()) + 60}
#   session.register_client_auth_method(PrivateKeyJWT(f"https://{domain}/", claims))
END
REQUESTS_CA_BUNDLE=$CA venv/bin/python list_clients.py
