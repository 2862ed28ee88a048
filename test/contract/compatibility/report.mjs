// Runs operations one after the other and prints what came of each, as a JSON line.

/**
 * Each operation is a function that throws when the tool did not get what it should, and answers another outcome
 * where Clientele has to refuse; undefined stands for one that the tool does not offer.
 */
export async function report(operations) {
  for (const [operation, run] of Object.entries(operations))
    console.log(JSON.stringify({ operation, ...(await outcome(run)) }));
}

async function outcome(run) {
  if (!run) return { outcome: 'not offered' };
  try {
    return (await run()) ?? { outcome: 'works' };
  } catch (error) {
    return { outcome: 'fails', why: error.message };
  }
}

/** Looks until a condition holds: of several servers each takes up to a second to hear of a change. */
export async function until(condition) {
  const end = Date.now() + 2000;
  while (!(await condition()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Reads an iterator to its end. */
export async function all(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}
