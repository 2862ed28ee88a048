import { validator } from '@clientele/model';
import type { PropertySchema } from './schema.js';

/** What is wrong with each property of a body by its schema: the server names the first one alone. */
export function violationsOf(
  schemas: Readonly<Record<string, PropertySchema>>,
  body: Readonly<Record<string, unknown>>,
): Error[] {
  return Object.entries(body).flatMap(([name, value]) => {
    const check = validator({ properties: { [name]: schemas[name] ?? {} } }, 'Payload');
    try {
      check({ [name]: value });
      return [];
    } catch (error) {
      return [error as Error];
    }
  });
}
