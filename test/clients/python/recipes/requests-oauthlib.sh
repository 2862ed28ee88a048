# requests-oauthlib
python3 -m venv venv
venv/bin/pip install --quiet requests-oauthlib==2.0.0
cat > list_clients.py <<'END'
import os

from oauthlib.oauth2 import BackendApplicationClient
from requests_oauthlib import OAuth2Session

domain = os.environ["AUTH0_DOMAIN"]
session = OAuth2Session(client=BackendApplicationClient(os.environ["AUTH0_CLIENT_ID"]))
session.fetch_token(
    f"https://{domain}/oauth/token",
    client_secret=os.environ["AUTH0_CLIENT_SECRET"],
    include_client_id=True,
    audience=f"https://{domain}/api/v2/",
)
for client in session.get(f"https://{domain}/api/v2/clients").json():
    print(client["name"])
END
REQUESTS_CA_BUNDLE=$CA venv/bin/python list_clients.py
