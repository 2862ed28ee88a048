import type { Logger } from 'pino';
import type { SigningKeys } from './signing-keys.js';

const every = 60_000;

/**
 * Rotates the keys that have signed long enough, and sees what other servers did to them: now, and from then on each minute,
 * off the request path. The function returned ends it. signing-keys.md
 */
export async function keepKeysFresh(
  keys: SigningKeys,
  { rotationDays, logger }: { rotationDays: number; logger: Logger },
): Promise<() => Promise<void>> {
  const step = async () => {
    try {
      await keys.refresh();
      await keys.rotateAfter(rotationDays);
    } catch (error) {
      logger.error({ err: error }, 'signing keys could not be kept fresh');
    }
  };
  let running = step();
  await running;
  const timer = setInterval(() => {
    running = running.then(step);
  }, every);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}
