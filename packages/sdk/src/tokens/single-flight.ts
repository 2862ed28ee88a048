/**
 * Makes a value when it is first asked for and keeps it while it lasts; calls at the same time share one making, and a
 * failure is not kept.
 */
export function singleFlight<T>(
  make: () => Promise<T>,
  lasts: (value: T) => boolean = () => true,
): () => Promise<T> {
  let kept: [T] | undefined;
  let pending: Promise<T> | undefined;
  return async () => {
    if (kept && lasts(kept[0])) return kept[0];
    pending ??= make()
      .then((value) => {
        kept = [value];
        return value;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
}
