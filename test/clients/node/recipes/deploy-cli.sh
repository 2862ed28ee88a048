# Auth0 Deploy CLI
npm install --silent auth0-deploy-cli@8.44.0
# What Clientele has; an export of everything works too, with a warning for each other resource.
export AUTH0_INCLUDED_ONLY='["clients","clientGrants","resourceServers"]'
export NODE_EXTRA_CA_CERTS=$CA
npx a0deploy export --format yaml --output_folder tenant
npx a0deploy import --input_file tenant/tenant.yaml
grep 'name:' tenant/tenant.yaml
