import { PerformanceObserver } from 'node:perf_hooks';
import { expect, it, vi } from 'vitest';
import { createMetrics } from '../../src/telemetry/metrics.js';

const metrics = () =>
  createMetrics({
    signingKeys: () => [],
    queue: { waiting: 0, written: 0, dropped: 0 },
    databaseAvailable: () => true,
    unsent: { bytes: () => 0, refused: () => 0 },
    now: Date.now,
    process: true,
  });

it('the process is observed once, however many servers it has had, and each tells its figures', async () => {
  await metrics().text();
  const observed = vi.spyOn(PerformanceObserver.prototype, 'observe');
  const text = await metrics().text();
  expect(observed).not.toHaveBeenCalled();
  observed.mockRestore();
  expect(text).toContain('\nprocess_cpu_seconds_total ');
  expect(text).toContain('\nclientele_');
});
