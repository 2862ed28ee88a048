import type { Part } from './rule.js';
import { changes } from './visibility-changing.js';
import { methods } from './visibility-methods.js';
import { reading } from './visibility-reading.js';

/** All that is promised, in the order in which it is written down. */
export const parts: readonly Part[] = [
  { title: 'Who sees and changes what of a client', sections: [reading, changes, methods] },
];
