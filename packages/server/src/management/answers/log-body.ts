import { logEventTypes } from '@clientele/model';
import * as Type from 'typebox';
import type { NamedSchema } from '../../http/route-description.js';
import { answer, object, text, time } from './body-schema.js';

const log = () =>
  answer(
    {
      log_id: text('Id; later entries have greater ones'),
      _id: text('The same'),
      date: time('When it happened'),
      type: Type.Enum([...logEventTypes], { description: 'What it is about' }),
      description: text('What happened'),
      client_id: text('The client whose token it is about, or that asked for the change'),
      client_name: text('Its name'),
      user_id: text('The person who did it at the console'),
      user_name: text('How they are called'),
      ip: text('Where the request came from'),
      user_agent: text('With what it was sent'),
      hostname: text('Where it was sent to'),
      tenant_name: text('The tenant'),
      environment_name: text('The mode in which the server runs'),
      audience: text('The API that a token was asked for'),
      scope: text('What was granted, or asked for'),
      details: object('Request, credential, object, reason'),
    },
    'A log event; what is not known is left out.',
  );

/** A log event. docs/decisions/0020 */
export const logBody: NamedSchema = { name: 'log', schema: log };

/** Log events; without cursors, and how many there are is counted up to a limit. docs/decisions/0020 */
export const logsBody: NamedSchema = {
  name: 'logs',
  schema: () =>
    Type.Union(
      [
        Type.Array(log(), { description: 'Without totals' }),
        Type.Object(
          {
            start: Type.Integer({ description: 'Index of the first of them' }),
            limit: Type.Integer({ description: 'How many a page holds' }),
            length: Type.Integer({ description: 'How many this page holds' }),
            total: Type.Integer({ description: 'How many there are, counted up to 1000' }),
            logs: Type.Array(log()),
          },
          { description: 'With include_totals=true' },
        ),
      ],
      { description: 'Log events' },
    ),
};
