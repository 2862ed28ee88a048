import { configuration } from './contract-configuration.js';
import { errors } from './contract-errors.js';
import { methods as clientMethods } from './contract-methods.js';
import { requests } from './contract-requests.js';
import { retries } from './contract-retries.js';
import { tokens } from './contract-tokens.js';
import { types } from './contract-types.js';
import { laterMajors, pointed, theirTests } from './other-packages.js';
import type { Part } from './rule.js';
import { changes } from './visibility-changing.js';
import { methods } from './visibility-methods.js';
import { reading } from './visibility-reading.js';
import { kept, wishes } from './wishes.js';

/** All that is promised, in the order in which it is written down. */
export const parts: readonly Part[] = [
  { title: 'Who sees and changes what of a client', sections: [reading, changes, methods] },
  {
    title: 'What callers rely on',
    sections: [clientMethods, types, requests, configuration, retries, errors, tokens],
  },
  { title: 'Beside other packages', sections: [laterMajors, pointed, theirTests, wishes, kept] },
];
