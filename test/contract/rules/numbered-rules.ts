import type { Rule } from './rule.js';
import { parts } from './rules.js';

/** A rule with the number under which its tests and its row are found. */
export interface NumberedRule extends Rule {
  /** Part, section and place, such as `1.2.3`. */
  number: string;
}

/** All rules by their numbers. */
export function numberedRules(): NumberedRule[] {
  return parts.flatMap(({ sections }, part) =>
    sections.flatMap(({ rules }, section) =>
      rules.map((rule, place) => ({ ...rule, number: [part, section, place].map((at) => at + 1).join('.') })),
    ),
  );
}

/** What a test is called, before it says the rule. */
export function titleOf({ number }: NumberedRule, side: 'server' | 'stub'): string {
  return `${number} on a ${side}`;
}
