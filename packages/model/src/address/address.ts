/** What an address may be, beyond an http(s) URL without wildcards and placeholders. docs/reference/addresses.md */
export interface AddressRules {
  /** Which schemes it may have; `any` are those of native apps besides. */
  schemes: 'https' | 'http(s)' | 'any';
  wildcard?: boolean;
  placeholders?: readonly Placeholder[];
  fragment?: boolean;
  empty?: boolean;
  /** Whether braces may stand anywhere, for what the reader of the template puts there. */
  template?: boolean;
}

/** What stands in a host for what is known when a user comes. docs/reference/addresses.md */
export type Placeholder = 'organization name' | 'custom domain' | 'organization';

const metadataOf = (owner: string) => new RegExp(`^${owner}\\.metadata\\.(?:public_|PUBLIC_)[\\w-]*$`);
const placeholders: Readonly<Record<Placeholder, RegExp>> = {
  'organization name': /^organization_name$/,
  'custom domain': metadataOf('custom_domain'),
  organization: metadataOf('organization'),
};

const unprintable = /[\s\p{Cc}\\]/u;
const webUrl = /^(https?):\/\/(?:[^@/?#]*@)?([^/?#]*)(.*)$/iu;
const otherUri = /^([a-z][a-z\d+.-]*):(.*)$/iu;
const hostAndPort = /^(\[[\da-f:.]+\]|[^:[\]{}*]+)(?::(\d{1,5}))?$/iu;
const inBraces = /\{([^{}]*)\}/g;
const script: readonly string[] = [
  'about',
  'blob',
  'data',
  'feed',
  'jar',
  'javascript',
  'livescript',
  'mocha',
  'vbscript',
  'view-source',
];

/** Whether text is an address of this kind. docs/reference/addresses.md */
export function isAddress(given: string, rules: AddressRules): boolean {
  const text = rules.template ? given.replace(inBraces, 'x') : given;
  if (text === '') return rules.empty === true;
  if (unprintable.test(text)) return false;
  const web = webUrl.exec(text);
  if (!web) return rules.schemes === 'any' && isOfNativeApp(text);
  const [, scheme = '', host = '', rest = ''] = web;
  if (rules.schemes === 'https' && scheme.toLowerCase() !== 'https') return false;
  if (rules.fragment === false && rest.includes('#')) return false;
  return !/[{}*]/.test(rest) && isHost(host, rules);
}

/** `localhost:3000` looks like a scheme with a path, and is none. */
function isOfNativeApp(text: string): boolean {
  const [, scheme = '', rest = ''] = otherUri.exec(text) ?? [];
  const known = scheme.toLowerCase();
  if (known === '' || known.startsWith('http') || script.includes(known)) return false;
  return /^(?:\/\/.|\/(?!\/)|[^/\d])/u.test(rest) && !/[{}*]/.test(rest);
}

function isHost(host: string, { wildcard, placeholders: allowed = [] }: AddressRules): boolean {
  const named = [...host.matchAll(inBraces)].map(([, name = '']) => name);
  if (!named.every((name) => allowed.some((kind) => placeholders[kind].test(name)))) return false;
  const organizations = named.filter((name) => placeholders['organization name'].test(name)).length;
  if (organizations > 1 || (organizations === 1 && !host.startsWith('{organization_name}.'))) return false;
  const plain = host.replace(inBraces, 'x');
  if (!plain.includes('*')) return isPlainHost(plain);
  return wildcard === true && named.length === 0 && isWildcardHost(plain);
}

/** One wildcard, in the leftmost label, which is not directly below a top-level domain. */
function isWildcardHost(host: string): boolean {
  const [first = '', ...others] = host.split('.');
  return first.split('*').length === 2 && others.length >= 2 && isPlainHost(host.replace('*', 'x'));
}

function isPlainHost(text: string): boolean {
  const [, host, port = '0'] = hostAndPort.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535) return false;
  // A host may end in a dot.
  return host
    .replace(/\.$/, '')
    .split('.')
    .every((label) => label !== '');
}
