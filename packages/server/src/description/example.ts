import type { OpenAPIV3_1 } from 'openapi-types';
import { curl, tokenCommand } from './commands.js';
import type { Described } from './operations.js';
import type { Surroundings } from './surroundings.js';

interface Kept {
  variable: string;
  /** In whose path it is, if in any. */
  place?: string;
  /** The operations that answer with it, each with where it is in `answer`. */
  from: Readonly<Record<string, string>>;
}

/** What examples keep in variables of the shell, so that those that follow work as they stand. */
const kept: readonly Kept[] = [
  { variable: 'CLIENT_ID', place: '/clients/{id}', from: { createClient: 'answer.client_id' } },
  { variable: 'CLIENT_SECRET', from: { rotateClientSecret: 'answer.client_secret' } },
  { variable: 'SECRET_ID', place: '/secrets/{secretId}', from: { createClientSecret: 'answer.id' } },
  {
    variable: 'CREDENTIAL_ID',
    place: '/credentials/{credentialId}',
    from: { createCredential: 'answer.id' },
  },
  {
    variable: 'RESOURCE_SERVER_ID',
    place: '/resource-servers/{id}',
    from: { createResourceServer: 'answer.id' },
  },
  { variable: 'CLIENT_GRANT_ID', place: '/client-grants/{id}', from: { createClientGrant: 'answer.id' } },
  { variable: 'CONNECTION_ID', place: '/connections/{id}', from: { createConnection: 'answer.id' } },
  {
    variable: 'KID',
    place: '/keys/signing/{kid}',
    from: { listSigningKeys: 'answer.find((key) => key.next).kid' },
  },
  { variable: 'LOG_ID', place: '/logs/{id}', from: { listLogs: 'answer[0].log_id' } },
];

const between = ' \\\n  ';

/** A command that asks for an operation, complete as it stands once those before it have been run. */
export function example(described: Described, { address, caller, audience }: Surroundings): string {
  const { method, path, operation } = described;
  const { operationId = '', security, requestBody } = operation;
  if (operationId === 'issueToken') return tokenCommand(address, { caller, audience }, between);
  const body = requestBody && 'content' in requestBody ? jsonExample(requestBody) : undefined;
  const isPlain = method === 'GET' || (method === 'POST' && body !== undefined);
  const [request = '', ...trust] = curl(address, `${pathOf(path)}${queryOf(operation)}`);
  const words = [
    isPlain ? request : request.replace('curl -sS', `curl -sS -X ${method}`),
    ...trust,
    ...(security ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d ${quoted(body)}`]),
  ];
  const command = words.join(between);
  const { variable, from } = kept.find((one) => operationId in one.from) ?? {};
  return variable === undefined ? command : keep(variable, command, from?.[operationId] ?? '');
}

/** Shows the answer, and keeps what others need of it. */
function keep(variable: string, command: string, read: string): string {
  const script = `text = fs.readFileSync(0, "utf8"); console.error(text); answer = JSON.parse(text); ${read}`;
  return `${variable}=$(${command}${between}| node -pe '${script}')`;
}

function pathOf(path: string): string {
  return kept.reduce((whole, { variable, place }) => {
    return place === undefined ? whole : whole.replace(place, place.replace(/\{.*\}/, `$$${variable}`));
  }, path);
}

/** The parameters that have an example of their own. */
function queryOf({ parameters = [] }: OpenAPIV3_1.OperationObject): string {
  const query = new URLSearchParams();
  for (const parameter of parameters) {
    if (!('in' in parameter) || parameter.in !== 'query') continue;
    const { examples: [first] = [] } = (parameter.schema ?? {}) as OpenAPIV3_1.SchemaObject;
    if (first !== undefined) query.set(parameter.name, String(first));
  }
  return query.size === 0 ? '' : `?${query}`;
}

/** As long as a line of an example may be before it is broken. */
const width = 100;

function jsonExample({ content }: OpenAPIV3_1.RequestBodyObject): string | undefined {
  const given = content['application/json']?.example;
  if (given === undefined) return undefined;
  const lines = JSON.stringify(given, undefined, 2);
  const line = lines.replaceAll(/\n */g, ' ');
  return line.length <= width ? line : lines;
}

/** A body within single quotes, but for the names of variables, which the shell replaces. */
function quoted(body: string): string {
  const names = kept.map(({ variable }) => variable).join('|');
  const text = body.replaceAll("'", `'\\''`).replace(new RegExp(`"(${names})"`, 'g'), `"'"$$$1"'"`);
  return `'${text}'`;
}
