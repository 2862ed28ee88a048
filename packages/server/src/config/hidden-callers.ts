import { isLoopback } from '../limits/source.js';
import type { Mode } from './settings.js';

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
    ? `only this machine reaches ${host.join(', ')}, so whatever forwards requests from elsewhere hides its callers`
    : env.KUBERNETES_SERVICE_HOST !== undefined
      ? 'this is Kubernetes, where a Service hides its callers unless externalTrafficPolicy is Local'
      : undefined;
  return (
    reason &&
    `CLIENTELE_TRUSTED_PROXY is not set, and ${reason}: they count as one address, and failed authentications of one lock out all. Name a proxy that ends https; let any other balancer keep the addresses of callers.`
  );
}
