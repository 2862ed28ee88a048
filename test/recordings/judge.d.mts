interface Report {
  skipped: number;
  results: { name: string; steps: { differences: string[] }[] }[];
}

/** What of a report is not as expected, and the figures. */
export function judge(
  report: Report,
  expected?: Record<string, { recordings: string[] }>,
): { unexpected: Report['results']; outdated: string[]; missing: string[]; figures: string };
