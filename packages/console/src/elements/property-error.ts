import { failureOf } from '../api/failure.js';

// "Payload validation error: 'Too short' on property callbacks[0] (…)." and "… 'Missing required property: name'."
const broken = /^(?:Payload|Query) validation error: '(.*)'(?: on property |\.$)/s;
const missing = /Missing required property: ([\w]+)/;
const tooMuch = /Additional properties not allowed: ([\w,]+)/;

/** What the server says is wrong with a property, or with something inside of it; undefined where it names another one. */
export function errorAt(error: unknown, property: string): string | undefined {
  if (!error) return undefined;
  const { message, property: place } = failureOf(error);
  if (!placesIn(message, place).some((one) => isWithin(one, property))) return undefined;
  const [, rule = message] = broken.exec(message) ?? [];
  const where = place === undefined || place === property ? '' : `${place}: `;
  return `${where}${rule}`;
}

/** Whether the server names none of the properties that have a field, so that the error stands above them. */
export function isElsewhere(error: unknown, properties: readonly string[]): boolean {
  return Boolean(error) && properties.every((property) => errorAt(error, property) === undefined);
}

/** What is missing or too much is named without its object, which stands before it in the place. */
function placesIn(message: string, place: string | undefined): string[] {
  const names = (missing.exec(message) ?? tooMuch.exec(message))?.[1]?.split(',') ?? [];
  const inside = names.map((name) => (place === undefined ? name : `${place}.${name}`));
  return place === undefined ? inside : [place, ...inside];
}

function isWithin(place: string, property: string): boolean {
  return place === property || place.startsWith(`${property}.`) || place.startsWith(`${property}[`);
}
