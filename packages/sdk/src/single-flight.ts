/**
 * Makes a value when it is first asked for and keeps it while it is fresh; calls at the same time share one making, and
 * a failure is not kept. sdk-contract.md 2, Token
 */
export function singleFlight<T>(
  make: () => Promise<T>,
  isFresh: (value: T) => boolean = () => true,
): () => Promise<T> {
  let kept: { value: T } | undefined;
  let pending: Promise<T> | undefined;
  const renew = async () => {
    try {
      const value = await make();
      kept = { value };
      return value;
    } finally {
      pending = undefined;
    }
  };
  return async () => {
    if (kept && isFresh(kept.value)) return kept.value;
    pending ??= renew();
    return pending;
  };
}
