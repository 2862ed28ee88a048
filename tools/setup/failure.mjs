// How the set-up ends where it cannot go on: one line that says why.

export function fail(message) {
  console.error(message);
  process.exit(1);
}
