import { keepAnswer } from '../answers/kept-answers.js';
import type { ChangingAnswers } from '../port/answers.js';
import type { Change } from './change.js';

/** Answers inside the change that they are about; see the port for the promises. */
export function changingAnswers(change: Change): ChangingAnswers {
  return {
    keep: (key, answer) => change.besides((rows) => keepAnswer(change, rows, { key, answer })),
  };
}
