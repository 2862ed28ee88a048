export type * from './client-answers.js';
export type * from './client-bodies.js';
export type * from './client-parameters.js';
