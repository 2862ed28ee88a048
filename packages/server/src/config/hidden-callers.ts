import { isLoopback } from '../limits/source.js';
import type { Mode } from './setting.js';

/**
 * What suggests that callers come through something that hides their addresses, though no proxy is trusted: they would
 * count as one, and the failures of one would lock out all. docs/decisions/0067
 */
export function hiddenCallersWarning(
  { mode, trustedProxy, host }: { mode: Mode; trustedProxy: readonly string[]; host: readonly string[] },
  env: NodeJS.ProcessEnv,
): string | undefined {
  if (mode !== 'production' || trustedProxy.length > 0) return undefined;
  const reason = host.every(isLoopback)
    ? `the server listens on ${host.join(', ')} only, so requests from other machines come through a proxy that hides their addresses`
    : env.KUBERNETES_SERVICE_HOST !== undefined
      ? 'this is Kubernetes, where a Service hides the addresses of callers unless its externalTrafficPolicy is Local'
      : undefined;
  return (
    reason &&
    `CLIENTELE_TRUSTED_PROXY is not set, and ${reason}: all callers count as one address, and failed authentications of one lock out all. If a proxy terminates TLS, name it there; any other load balancer has to preserve the addresses of callers.`
  );
}
