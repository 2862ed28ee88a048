interface ExpectedFailures {
  [what: string]: { reason: string; recordings: string[] };
}

const head = `# Recordings

Traffic of public tools with the original, recorded by their authors since 2018, is played against Clientele: the present recordings with every message, order and null compared, the older ones without. Where recordings of different years disagree, the newest is right. One recording of each kind asks for a token with a secret that nobody kept; it cannot be replayed.

The player compares a time that the original made up when it deletes a connection, and Clientele makes up another; that is no difference.

## Older recordings that fail

CI fails when another one fails, and when one of these passes.
`;

const dropped = `## What the original has dropped since

| until | the original | today |
| --- | --- | --- |
| 2021 | shows the \`signing_secret\` that was sent for an API with RS256 | not seen in newer recordings; Clientele keeps and shows it |
| June 2023 | deletes some connections at once: 204 | 202 with \`deleted_at\`; 204 only for a connection that is not there |
| July 2023 | keeps \`rms\`, \`mscrm\`, \`slack\` and \`layer\` where an update of \`addons\` leaves them out | replaces \`addons\` as a whole |
| 2023 | has \`oidc_backchannel_logout\` alone | shows \`oidc_logout\` beside it |
| March 2024 | the scope \`delete:client_credentials\` is described as "delete Client Credentials" | "Delete Client Credentials" |
| July 2024 | shows no \`display_name\` for Okta where none was sent | shows the name for \`oidc\`, \`okta\` and \`waad\` |
| 2024 | has \`cross_origin_auth\` alone | shows \`cross_origin_authentication\` beside it, and takes either |
| October 2025 | shows connections without \`authentication\` and \`connected_accounts\` | shows both, with their defaults |
| November 2025 | is sent \`oidc_logout: {}\` by Terraform, takes it, and fills in \`rp-logout\` and \`idp-logout\` | still takes it; on an update it takes \`oidc_logout\` away |
| 22 October 2026 | makes third-party clients permissive unless told otherwise | makes them strict |
`;

/** The page that names the recordings that fail, with the reason of each. */
export function recordingsPage(expected: ExpectedFailures): string {
  const rows = Object.entries(expected).flatMap(([what, { reason, recordings }]) => [
    `### ${what.charAt(0).toUpperCase()}${what.slice(1)}: ${recordings.length}\n`,
    `${reason}\n`,
    ...recordings.map((name) => `- \`${name}\``),
    '',
  ]);
  return [head, ...rows, dropped].join('\n');
}
