import type { World } from './on-server.js';

/** A test elsewhere that shows a rule: its file, and words of its name. */
export interface Cited {
  file: string;
  test: string;
}

/** Why one of the two sides has nothing to show. */
export interface NotThere {
  not: string;
}

/** How one side shows a rule. */
export type Shown<Check> = Check | Cited | NotThere;

/** Acts on a real server through the SDK. */
export type OnServer = (world: World) => Promise<void>;
/** Acts on a stub: a `fetch` that records what the SDK sends, and answers as a server would. */
export type OnStub = () => Promise<void>;

/** One line of what is promised. */
export interface Rule {
  /** What is true, in one or two sentences. */
  says: string;
  server: Shown<OnServer>;
  stub: Shown<OnStub>;
}

/** Rules that belong together, in their order. */
export interface Section {
  title: string;
  rules: readonly Rule[];
}

/** All that is promised of one matter. */
export interface Part {
  title: string;
  sections: readonly Section[];
}

/** Nothing of this reaches a server. */
export const sdkOnly = (why: string): NotThere => ({ not: `SDK only: ${why}` });
/** Nothing of this is the SDK's doing. */
export const serverOnly = (why: string): NotThere => ({ not: `server only: ${why}` });
