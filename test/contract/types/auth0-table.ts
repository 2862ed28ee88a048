interface Row {
  /** What its names have in common. */
  what: string;
  names: RegExp;
  /** Whether the SDK has them. */
  here: boolean;
  /** How, or why not. */
  remark: string;
  /** Only the number of names is told. */
  counted?: true;
}

const manager =
  'Actions|Anomaly|AttackProtection|Blacklists|Branding|ConnectionProfiles|CustomDomains|DeviceCredentials|EmailTemplates|Emails|Flows|Forms|Grants|Guardian|Hooks|Jobs|LogStreams|NetworkAcls|Organizations|Prompts|RefreshTokens|RiskAssessments|Roles|Rules|RulesConfigs|SelfServiceProfiles|Sessions|Stats|Tickets|TokenExchangeProfiles|UserAttributeProfiles|UserBlocks|Users|UsersByEmail';

/** The rows of the table, from what is here to what is not. */
const rows: Row[] = [
  {
    what: 'The client and its managers',
    names: /^(ManagementClient|(Clients|ClientGrants|Connections|ResourceServers)Manager)$/,
    here: true,
    remark: 'with the same methods; `connections` without SCIM, keys, status and users',
  },
  {
    what: 'Further managers',
    names: /^(Keys|Tenants)Manager$/,
    here: true,
    remark:
      'imports of their own, which no program pays for that does not use them: in place of `management.keys` write `management.extend(KeysManager)`. `keys` has the signing keys alone',
  },
  {
    what: 'Errors',
    names: /^(ManagementApiError|AuthApiError|ResponseError|FetchError|TimeoutError|RequiredError)$/,
    here: true,
    remark: '',
  },
  { what: 'Answers', names: /^(JSON|Void|Text)ApiResponse$/, here: true, remark: '' },
  {
    what: 'Values of clients, their credentials and grants, APIs, connections and tenants',
    names:
      /^(AsyncApprovalNotificationsChannels|Client\w+|ConnectionCreate\w+|ConnectionUpdate\w+|GetClient\w+|GetConnectionsStrategy|(Get|Post)Credentials\w+|PatchClientGrants\w+|ResourceServer\w+|TenantSettings\w+)Enum$/,
    here: true,
    counted: true,
    remark: 'each with the type of the same name',
  },
  {
    what: 'Values of encryption keys and of keys of connections',
    names: /^(GetEncryptionKeys|PostEncryption|GetConnectionsKeys|PostConnectionsKeys)\w+Enum$/,
    here: false,
    remark: 'the server has no such keys',
  },
  {
    what: 'Managers of other resources',
    names: new RegExp(`^(${manager})Manager$`),
    here: false,
    remark: 'the server has no such resources',
  },
  {
    what: 'The manager of logs',
    names: /^LogsManager$/,
    here: false,
    remark: "the server's log is read by `management.request({ method: 'GET', path: '/logs' })`",
  },
  {
    what: 'Values of other resources: all other names that end with `Enum`, and a few like them',
    names:
      /^(?!AsyncApproval|Client|ConnectionCreate|ConnectionUpdate|GetClient|GetConnections|GetCredentials|PostCredentials|PatchClientGrants|ResourceServer|TenantSettings|GetEncryptionKeys|PostEncryption|PostConnectionsKeys)\w+(Enum|ProviderId|AnyOf|DomainStatus|OverrideMapping)$/,
    here: false,
    counted: true,
    remark: 'the server has no such resources',
  },
  {
    what: 'Signing people in',
    names:
      /^(AuthenticationClient|Database|OAuth|Passwordless|IdTokenValidatorError|UserInfoClient|UserInfoError|SUBJECT_TOKEN_TYPES|TOKEN_\w+)$/,
    here: false,
    remark:
      'not what a Management API is for: any OpenID Connect client does it. `ManagementClient` gets its own tokens',
  },
  {
    what: 'Helpers',
    names: /^(ManagementClientBase|CustomDomainHeader|HttpResponseHeadersUtils|parseError)$/,
    here: false,
    remark:
      'the server has no custom domains; `rateLimit` of results and errors is what `HttpResponseHeadersUtils` read; the other two are insides',
  },
];

export const rowsOf = (name: string): Row[] => rows.filter(({ names }) => names.test(name));

/** Names that the managers of the same subjects speak of in auth0 v4 alone: of what the server does not have. */
export const absences = [
  /Scim|DeleteTokensByTokenId|DefaultMapping/,
  /Encryption/,
  /ConnectionsKeys|^GetKeysRequest$|^PostRotateRequest$/,
  /^GetStatusRequest$/,
  /^DeleteUsersByEmailRequest$/,
];

/** The table as it is written, for these names. */
export function exportTable(names: string[]): string {
  const lines = rows.map(({ what, names: pattern, here, remark, counted }) => {
    const named = names.filter((name) => pattern.test(name)).sort();
    const shown = counted ? `${named.length} names` : named.map((name) => `\`${name}\``).join(', ');
    return `| ${what} | ${shown} | ${[here ? 'yes' : 'no', remark].filter(Boolean).join(': ')} |`;
  });
  return [
    `\`auth0\` 4.37.1 exports ${names.length} names when a program runs. What becomes of them:`,
    '',
    '| | names | here |',
    '| --- | --- | --- |',
    ...lines,
    '',
    'The names of types that those methods take and give are here too, `ClientCreateAddonsSamlp` as well as `ClientUpdateOidcLogout`.',
    '',
  ].join('\n');
}
