import type { TProperties, TSchema } from 'typebox';
import * as Type from 'typebox';

/** A text, in the description of an answer. */
export const text = (description: string) => Type.String({ description });
/** A time as text. RFC 3339 */
export const time = (description: string) => Type.String({ format: 'date-time', description });
/** Yes or no. */
export const state = (description: string) => Type.Boolean({ description });
/** An object without a schema of its own. */
export const object = (description: string) => Type.Object({}, { additionalProperties: true, description });

/** What an answer can have; which of it depends on the object, on `fields`, and on the token's scopes. */
export function answer(properties: TProperties, description: string): TSchema {
  return Type.Object(Type.Partial(Type.Object(properties)).properties, { description });
}

/** A list that is walked by cursors. management-api.md 1.5 */
export function checkpointList(name: string, item: TSchema): TSchema {
  const next = Type.Optional(text('Cursor for the next page, where there is one'));
  return Type.Object({ [name]: Type.Array(item), next }, { description: 'With take or from' });
}

/** A list in its three forms. management-api.md 1.5 */
export function list(name: string, item: TSchema): TSchema {
  return Type.Union(
    [
      Type.Array(item, { description: 'Without totals' }),
      Type.Object(
        {
          total: Type.Integer({ description: 'How many there are' }),
          start: Type.Integer({ description: 'Index of the first of them' }),
          limit: Type.Integer({ description: 'How many a page holds' }),
          [name]: Type.Array(item),
        },
        { description: 'With include_totals=true' },
      ),
      checkpointList(name, item),
    ],
    { description: 'A list' },
  );
}
