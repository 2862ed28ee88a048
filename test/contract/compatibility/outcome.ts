/** What came of an operation with a tool. */
export interface Outcome {
  operation: string;
  outcome: 'works' | 'refused' | 'not offered' | 'fails';
  /** What went wrong. */
  why?: string;
}

/** A tool with what came of each operation. */
export interface ToolOutcomes {
  tool: string;
  outcomes: Outcome[];
}
