import { tables } from './page-tables.js';
import { recipes } from './recipes.js';

const head = `# Compatibility

Which programs and libraries of others work against Clientele, unmodified and over https: [how to point each of them at Clientele](#pointing-a-tool-at-clientele), [what was seen of each](#what-was-seen), and what is [good to know](#good-to-know).
`;

const pointing = `
## Pointing a tool at Clientele

Clientele's address takes the place of the tenant's domain, port included: \`localhost:4643\` in development. The audience of the Management API is \`https://localhost:4643/api/v2/\`. Tools require https, so they have to trust the development CA, \`data/ca.pem\`; each has a setting of its own for that. In production, where the certificate comes from an authority that everybody trusts, leave that part out.

Each recipe is pasted by a test as it stands here, into a new folder outside any project. They expect these variables, set in the folder where Clientele was started:

\`\`\`sh
export AUTH0_DOMAIN=localhost:4643
export AUTH0_CLIENT_ID=…  # of the bootstrap client, from the banner
export AUTH0_CLIENT_SECRET=$(cat data/bootstrap-client-secret)
export CA=$PWD/data/ca.pem
\`\`\`

`;

const seen = `
## What was seen

Tests run each tool through the operations below its table, and compare every answer: against a development server on SQLite, and against two servers on one PostgreSQL database, behind a proxy that hands each request to the other of the two; these show secrets once and refuse escalation, as production does. Older versions of the Deploy CLI are slow, and run on SQLite only.

\`npm run test:clients\` does all of it, and fails where this page is out of date; \`npm run test:clients -- -u\` writes it again. "Not offered" is what the tool itself does not have, "refused" what Clientele does not have.
`;

const foot = `
## Good to know

- **The Deploy CLI** stops at two things of its own making, here as elsewhere: it exports a \`default_for\` grant with both \`client_id\` and \`default_for\`, and wants a name for every API. Give APIs names, and leave such grants out of its files.
- **The Deploy CLI before 8.26** sends back the \`subject_type\` of a client grant when it is there already, which is refused, since it cannot change. Leave client grants out of what it includes, or take a newer version.
- **Terraform's provider before 1.55** loses the new key when a credential is replaced with \`create_before_destroy\`: it takes all keys of the client away. Take a newer one.
- **Terraform**: the provider reads \`client_secret\` of \`auth0_client_credentials\` back; where secrets are shown once, each plan sets it again. \`client_secret_wo\` with its version, from 1.51 on, does not need it. A key keeps its name: under a new name it is refused while the client has it under the old one. Refused besides are \`verification_location\` of an API and three flags of the tenant, \`enable_custom_domain_in_emails\`, \`enable_legacy_logs_search_v2\` and \`require_pushed_authorization_requests\`, none of which the published API has. Versions between 1.0 and 1.44 could not be had where this page is written.
- **An export of everything** requests some fifty resources that Clientele does not have. They answer 403 \`insufficient_scope\`, which the Deploy CLI reports as a warning and skips.
- **Rules**, which once hung on clients, do not exist here. Deleting a client also deletes its credentials, secrets, client grants, its entries in connections and its link to an API, all in one transaction.
- **Connections** are stored, but nobody signs in through them.
- **Third-party clients** (\`is_first_party: false\`) are made in strict security mode, as at Auth0 since 23 October 2026: their ids begin with \`tpc_\`, they may be less, and no system API can be granted to them. \`third_party_security_mode: "permissive"\` gives what was before. A grant with \`default_for: "third_party_clients"\` counts for each of them that has none of its own ([reference](reference/third-party-clients.md)).
- **Organizations** do not exist; lists of them are empty.
- **The settings of the tenant** are kept and shown; of them only \`default_token_quota\` for clients acts.
- **Search** of clients and APIs is Auth0's; that of clients also takes text, filters and totals of our own, and sees each change at once ([reference](reference/management-api.md#210-search)).
- **\`created_at\` and \`updated_at\`** of a client may stand in the body of a change, and are passed over: tools send back what they have read.
- **\`ETag\`** comes with a client, an API and a client grant, and \`If-Match\` is looked at when they are changed or deleted ([decision](decisions/0088-changes-on-a-condition.md)); Auth0 has neither.
- **\`Idempotency-Key\`** on a POST makes it safe to repeat: it is done once, and answered alike each time within 24 hours ([decision](decisions/0108-repeated-requests.md)). Auth0 passes it over; without it nothing differs.
- **Client ids** cannot be chosen; secrets can.
- **Keys** that anybody could sign with, or that are too expensive to verify with, are refused, also where Auth0 is not known to check: RSA with an exponent below 65537 or from 2^32 on, a modulus with small or close factors, a prime or a power as modulus, Ed25519 points that no private key has. Of certificates, those over RSA, P-256, P-384, P-521 and Ed25519 keys are taken.
- **\`@clientele/sdk\` with \`baseUrl\`** trusts the issuer that it discovers if it has the same origin, or if both are on this machine. A program that reaches the server by another URL than its issuer's names the option \`issuer\`.
`;

/** The page that tells which tool can do what. */
export function compatibilityPage(): string {
  const methods = recipes().map(({ title, text }) => `### ${title}\n\n\`\`\`sh\n${text}\n\`\`\`\n`);
  return [head, pointing, methods.join('\n'), seen, ...tables(), foot].join('');
}
