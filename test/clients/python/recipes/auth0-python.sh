# auth0-python
python3 -m venv venv
venv/bin/pip install --quiet auth0-python==6.8.0
cat > list_clients.py <<'END'
import os

from auth0.management import ManagementClient

management = ManagementClient(
    domain=os.environ["AUTH0_DOMAIN"],
    client_id=os.environ["AUTH0_CLIENT_ID"],
    client_secret=os.environ["AUTH0_CLIENT_SECRET"],
)
for client in management.clients.list():
    print(client.name)
END
SSL_CERT_FILE=$CA venv/bin/python list_clients.py # version 4 reads REQUESTS_CA_BUNDLE instead
