import type { ClientCore, HttpError, LogActor, LogEvent, LogEventType, QuotaWarning } from '@clientele/model';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../http/request-context.js';
import { fixedWindow } from '../limits/fixed-window.js';
import { ownCopy } from '../limits/own-copy.js';
import { sourceOf } from '../limits/source.js';
import type { EventQueue } from '../telemetry/event-queue.js';
import type { Metrics } from '../telemetry/metrics.js';
import { withoutSecrets } from '../telemetry/redaction.js';
import { sourceShares } from './source-shares.js';
import { TokenRefusal, TooManyFailures } from './token-refusal.js';
import { type CountedOutcome, type UsageAddresses, useOf } from './token-use.js';

/** What is known of a token request so far; the log is written from it when the answer is sent. */
export interface TokenOutcome extends CountedOutcome {
  /** Whom the request says that it is from. */
  claimedClientId?: string;
  /** The client, once it is authenticated. */
  client?: ClientCore;
  method?: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none' | undefined;
  /** The credential that verified the assertion. */
  credentialId?: string;
  /** The one of the client's secrets that was sent, also where it no longer authenticates. */
  secretId?: string | undefined;
  /** Whether the request names the secret as its user agent too, where it would be kept. */
  userAgentHoldsSecret?: true;
  audience?: string | undefined;
  scope?: string | undefined;
  refusal?: HttpError;
  issued?: true;
  /** What the token used up of the client's quota, where that is to be told. */
  quotaWarnings?: QuotaWarning[];
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Kept by `outcomeOf`. */
    tokenOutcome?: TokenOutcome | undefined;
  }
}

/** What is known so far of a token request. */
export function outcomeOf(request: FastifyRequest): TokenOutcome {
  request.tokenOutcome ??= {};
  return request.tokenOutcome;
}

/** What recording works with. */
export interface OutcomeOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  events: EventQueue;
  metrics: Metrics;
  /** Whether it is noticed that many callers share one address. */
  watchSources?: boolean | undefined;
  /** Which requests are events of the log; each unless given. */
  logTokens?: 'each' | 'refused' | undefined;
  /** How much is kept of the addresses of those who use secrets and credentials; all unless given. */
  usageAddresses?: UsageAddresses | undefined;
}

const minute = 60_000;
const maxSources = 10_000;
/** Refusals of one source that are logged per minute; the rest is only counted, so that nobody can fill the disk. */
const refusalsOfSource = 1000;
/** Log lines per minute about sources that are locked out; the log events have each of them. */
const maxLockoutLines = 10;

/** Logs and counts the outcome of each token request, after its answer. docs/decisions/0020 */
export function recordTokenOutcomes(
  app: FastifyInstance,
  { now, events, metrics, watchSources = false, logTokens = 'each', usageAddresses = 'full' }: OutcomeOptions,
): void {
  const shares = watchSources ? sourceShares(app.log, now) : undefined;
  const lockoutLines = fixedWindow({ limit: maxLockoutLines, milliseconds: minute, maxKeys: 1 });
  const refusals = fixedWindow({ limit: refusalsOfSource, milliseconds: minute, maxKeys: maxSources });
  const limited = fixedWindow({ limit: 1, milliseconds: minute, maxKeys: maxSources });
  app.decorateRequest('tokenOutcome');
  app.addHook('onResponse', (request, reply, done) => {
    const { tenant } = request;
    const outcome = outcomeOf(request);
    const result = resultOf(outcome, reply);
    metrics.countToken(result);
    shares?.note(request, outcome.client?.client_id);
    done();
    if (!tenant || result === 'method_not_allowed') return;
    const date = now();
    const use = useOf(request, { outcome, result, date, addresses: usageAddresses });
    if (use) tenant.storage.usage.count(use);
    if (result === 'issued') {
      if (logTokens === 'each')
        events.push(tenant.storage.logEvents, toEvent(request, reply, { type: 'seccft', date }));
      for (const quota of outcome.quotaWarnings ?? [])
        events.push(tenant.storage.logEvents, warningOf(request, { quota, date }));
      return;
    }
    const source = `${tenant.id} ${sourceOf(request.ip)}`;
    if (outcome.refusal instanceof TooManyFailures) {
      const type = outcome.refusal.by === 'client' ? 'limit_wc' : 'limit_mu';
      const key =
        type === 'limit_wc' ? `${source} ${ownCopy(outcome.claimedClientId ?? '', maxText)}` : source;
      // Once per minute is enough; a source that is locked out may go on for long.
      if (limited.add(key, date).remaining < 0) return;
      if (type === 'limit_mu' && lockoutLines.add('', date).remaining >= 0)
        request.log.warn(
          { address: sourceOf(request.ip) },
          'too many failed authentications from one address: all its token requests are refused until the minute ends',
        );
      events.push(tenant.storage.logEvents, toEvent(request, reply, { type, date }));
    } else if (refusals.add(source, date).remaining < 0) {
      events.drop();
    } else {
      events.push(tenant.storage.logEvents, toEvent(request, reply, { type: 'feccft', date }));
    }
  });
}

/** A caller that disconnects before the answer got neither token nor refusal. */
function resultOf({ refusal, issued }: TokenOutcome, { statusCode }: FastifyReply): string {
  if (refusal) return refusal.code ?? 'refused';
  if (issued) return 'issued';
  return statusCode >= 500 ? 'server_error' : 'aborted';
}

const maxText = 500;
/** Events of issued tokens keep longer texts; an API may have scopes of some hundred kilobytes together. */
const maxIssuedText = 4000;

function toEvent(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, date }: { type: LogEventType; date: number },
): LogEvent {
  const { claimedClientId, client, method, credentialId, secretId, audience, scope, refusal } =
    outcomeOf(request);
  const issued = type === 'seccft';
  // What an unauthenticated caller sent may be a secret in the wrong place.
  const text = (sent: string | undefined) =>
    issued || sent === undefined ? issuedText(sent) : ownCopy(withoutSecrets(sent, maxText), maxText);
  return {
    type,
    date,
    by: senderOf(request),
    claimedClientId: client || claimedClientId === undefined ? undefined : ownCopy(claimedClientId, maxText),
    token: {
      method,
      credentialId,
      secretId,
      audience: text(audience),
      scope: text(scope),
      reason: issued ? undefined : resultOf(outcomeOf(request), reply),
      cause: text(refusal instanceof TokenRefusal ? refusal.subject || undefined : undefined),
      statusCode: reply.statusCode,
    },
  };
}

function senderOf(request: FastifyRequest): LogActor {
  const { client, userAgentHoldsSecret } = outcomeOf(request);
  const actor = actorOf(request, client);
  return userAgentHoldsSecret ? { ...actor, userAgent: '[redacted]' } : actor;
}

function warningOf(
  request: FastifyRequest,
  { quota, date }: { quota: QuotaWarning; date: number },
): LogEvent {
  const by = senderOf(request);
  return { type: 'token_quota_consumption_warning', date, by, quota };
}

function issuedText(text: string | undefined): string | undefined {
  return text !== undefined && text.length > maxIssuedText ? ownCopy(text, maxIssuedText) : text;
}
