import { invalidBody } from '../error.js';

type Options = Readonly<Record<string, unknown>>;

/**
 * Checks what the options of a database say of the attributes of its people; `former` are those that they replace.
 * @throws RuleError (400) for the first rule that is broken. connections.md
 */
export function checkOptions(strategy: string, options: Options = {}, former?: Options): void {
  if (strategy !== 'auth0' || options.attributes === undefined) return;
  const message = clash(options) ?? brokenRule(options) ?? forbiddenAddition(options, former);
  if (message) throw invalidBody(message);
}

/** What is older than `attributes` and says the same. */
function clash(options: Options): string | undefined {
  if (options.requires_username === true)
    return 'Cannot set both options.attributes and options.requires_username';
  if (options.validation !== undefined) return 'Cannot set both options.attributes and options.validation';
  return undefined;
}

function brokenRule({ attributes }: Options): string | undefined {
  const names = isObject(attributes) ? Object.keys(attributes) : [];
  if (!names.some((name) => at(attributes, name, 'identifier', 'active') === true))
    return 'attributes must contain one active identifier';
  const hidden = names.find(
    (name) =>
      at(attributes, name, 'profile_required') === true &&
      at(attributes, name, 'signup', 'status') === 'inactive',
  );
  return hidden && `attribute ${hidden} must also be required on signup`;
}

/** People who are there already may have the same address. */
function forbiddenAddition(options: Options, former: Options | undefined): string | undefined {
  const isAdded = former !== undefined && at(former, 'attributes', 'email') === undefined;
  return isAdded && at(options, 'attributes', 'email', 'unique') === false
    ? 'cannot add non-unique email attribute'
    : undefined;
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce((found, name) => (isObject(found) ? found[name] : undefined), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
