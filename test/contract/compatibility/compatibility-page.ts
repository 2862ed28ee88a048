import type { Outcome, ToolOutcomes } from './outcome.js';

const shown: Record<Outcome['outcome'], string> = {
  works: 'yes',
  refused: 'refused ¹',
  'not offered': '–',
  fails: '**fails**',
};

const head = `# Compatibility

Which tools work against Clientele, unmodified and over https. The test suite generates the tables from its results, and fails when they are out of date: \`npx vitest run --project contract compatibility -u\` writes them again.

## Pointing a tool at Clientele

Clientele's address takes the place of the tenant's domain, port included: \`localhost:4643\` in development. Tools require https, so they have to trust the development CA: before Node starts, set \`NODE_EXTRA_CA_CERTS\` to the \`ca.pem\` that the banner names.

| tool | settings |
| --- | --- |
| \`auth0\` for Node | \`new ManagementClient({ domain: 'localhost:4643', clientId, clientSecret })\` |
| Auth0 Deploy CLI | \`AUTH0_DOMAIN=localhost:4643\`, \`AUTH0_CLIENT_ID\`, \`AUTH0_CLIENT_SECRET\`; \`AUTH0_INCLUDED_ONLY=["clients","clientGrants","resourceServers"]\` limits it to what Clientele has |
| Terraform provider (not run here; its recorded traffic is replayed) | \`domain\`, \`client_id\`, \`client_secret\` of the provider; add the CA to the system's trust store, or set \`SSL_CERT_FILE\` |
| Auth0 CLI (not run here) | \`auth0 login --domain … --client-id … --client-secret …\`; \`SSL_CERT_FILE\` as above |
`;

const foot = `
¹ Answered like a missing scope: Clientele fetches no documents for clients.

## Good to know

- **The Deploy CLI** stops at two things of its own making, here as elsewhere: it exports a \`default_for\` grant with both \`client_id\` and \`default_for\`, and wants a name for every API. Give APIs names, and leave such grants out of its files.
- **An export of everything** requests some fifty resources that Clientele does not have. They answer 403 \`insufficient_scope\`, which the Deploy CLI reports as a warning and skips.
- **Rules**, which once hung on clients, do not exist here. Deleting a client also deletes its credentials, secrets, client grants, its entries in connections and its link to an API, all in one transaction.
- **Connections** are stored, but nobody signs in through them.
- **Third-party clients** (\`is_first_party: false\`) are made in strict security mode, as at Auth0 since 23 October 2026: their ids begin with \`tpc_\`, they may be less, and no system API can be granted to them. \`third_party_security_mode: "permissive"\` gives what was before. A grant with \`default_for: "third_party_clients"\` counts for each of them that has none of its own ([reference](reference/third-party-clients.md)).
- **Organizations** do not exist; lists of them are empty.
- **The settings of the tenant** are kept and shown; of them only \`default_token_quota\` for clients acts.
- **Search** of clients and APIs is Auth0's; that of clients also takes text, filters and totals of our own, and sees each change at once ([reference](reference/management-api.md#210-search)).
- **\`created_at\` and \`updated_at\`** of a client may stand in the body of a change, and are passed over: tools send back what they have read.
- **\`ETag\`** comes with a client, an API and a client grant, and \`If-Match\` is looked at when they are changed or deleted ([decision](decisions/0088-changes-on-a-condition.md)); Auth0 has neither.
- **Client ids** cannot be chosen; secrets can.
- **Keys** that anybody could sign with, or that are too expensive to verify with, are refused, also where Auth0 is not known to check: RSA with an exponent below 65537 or from 2^32 on, a modulus with small or close factors, a prime or a power as modulus, Ed25519 points that no private key has. Of certificates, those over RSA, P-256, P-384, P-521 and Ed25519 keys are taken.
- **\`@clientele/sdk\` with \`baseUrl\`** trusts the issuer that it discovers if it has the same origin, or if both are on this machine. A program that reaches the server by another URL than its issuer's names the option \`issuer\`.
`;

/** The page that tells which tool can do what. */
export function compatibilityPage(sdks: ToolOutcomes[], deployCli: ToolOutcomes): string {
  const [first] = sdks;
  const operations = first?.outcomes.map(({ operation }) => operation) ?? [];
  const rows = operations.map((operation) => {
    const cells = sdks.map(({ outcomes }) => {
      const found = outcomes.find((outcome) => outcome.operation === operation);
      return found ? shown[found.outcome] : '–';
    });
    return `| ${[operation, ...cells].join(' | ')} |`;
  });
  const deployments = [...deployCli.outcomes]
    .sort((a, b) => a.operation.localeCompare(b.operation))
    .map(({ operation, outcome }) => `| ${operation.replace('deploy: ', '')} | ${shown[outcome]} |`);
  return [
    head,
    '## SDKs\n',
    `| operation | ${sdks.map(({ tool }) => tool).join(' | ')} |`,
    `| --- |${' --- |'.repeat(sdks.length)}`,
    ...rows,
    '\nA dash: the SDK does not offer it, or only in the other form of a list.\n',
    `## ${deployCli.tool}\n`,
    '| operation | works |',
    '| --- | --- |',
    ...deployments,
    foot,
  ].join('\n');
}
