import { HttpError } from '@clientele/model';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { httpError } from '../http/errors.js';
import { ServiceUnavailable } from '../http/unavailable.js';
import { turns } from '../limits/in-turn.js';
import { AlreadyAnswered, type KeptAnswer } from '../storage/port/answers.js';
import { errorBodyOf, managementErrors } from './answers/error-body.js';
import { answerAgain, answerKey, sameness } from './answers/kept-answer.js';
import { repeatableOperation } from './answers/operation.js';
import { noteIdempotencyKey } from './requests/idempotency-key.js';

/** Milliseconds that a request waits for another one with its key; the database gives up before. */
const patience = 10_000;

/**
 * Lets every POST that changes something be repeated with an `Idempotency-Key`: of requests with the same key, one is done, and all get its answer.
 * docs/decisions/0108
 */
export function honourIdempotencyKeys(app: FastifyInstance): void {
  app.decorateRequest('repeatable');
  const { take } = turns({ patience, late: stillUnderWay });
  app.addHook('onRoute', (route) => {
    const { config, handler, preValidation = [] } = route;
    if (route.method !== 'POST' || !config?.description || config.description.asksOnly) return;
    route.config = { ...config, description: repeatableOperation(config.description) };
    route.preValidation = [noteIdempotencyKey, ...[preValidation].flat()];
    // A body that breaks a rule is refused here, so that the refusal can be kept too.
    route.attachValidation = true;
    route.handler = async function (request, reply) {
      const act = async () => {
        if (request.validationError) throw request.validationError;
        return handler.call(this, request, reply);
      };
      if (!request.repeatable) return act();
      const { caller, key } = answerKey(request);
      return take(JSON.stringify([request.tenant.id, caller, key]), () => once(request, reply, act));
    };
  });
}

type Act = () => Promise<unknown>;

/** Does what a request asks for, unless that was done; requests of this server with the same key wait meanwhile. */
async function once(request: FastifyRequest, reply: FastifyReply, act: Act): Promise<unknown> {
  const known = await answerBefore(request);
  if (known) return answerAgain(request, reply, known);
  try {
    return await doneAndKept(request, act);
  } catch (error) {
    if (!(error instanceof AlreadyAnswered)) throw error;
    // Another server was faster, and what was done here is undone.
    const first = await answerBefore(request);
    if (!first) throw error;
    return answerAgain(request, reply, first);
  }
}

/** @throws HttpError (409) where the key was sent with another request. */
async function answerBefore(request: FastifyRequest): Promise<KeptAnswer | undefined> {
  const known = await request.tenant.storage.answers.find(answerKey(request));
  if (known && known.fingerprint !== sameness(request).fingerprint) throw otherRequest();
  return known;
}

/** @throws AlreadyAnswered where another server was faster. */
async function doneAndKept(request: FastifyRequest, act: Act): Promise<unknown> {
  try {
    const answer = await act();
    if (request.repeatable?.isKept) return answer;
    throw new Error(`${request.routeOptions.url} did not keep its answer within its change`);
  } catch (error) {
    await keepRefusal(request, httpError(error, request, managementErrors.bodyErrors));
    throw error;
  }
}

async function keepRefusal(request: FastifyRequest, refusal: HttpError): Promise<void> {
  if (!isLasting(refusal)) return;
  await request.tenant.storage.answers.keep(answerKey(request), {
    ...sameness(request),
    status: refusal.statusCode,
    headers: refusal.headers,
    body: errorBodyOf(refusal),
  });
}

/** What depends on the token, or on how many requests there are, is another matter for the next request. */
const passing: readonly number[] = [401, 403, 429];

function isLasting({ statusCode }: HttpError): boolean {
  return statusCode >= 400 && statusCode < 500 && !passing.includes(statusCode);
}

function otherRequest(): HttpError {
  return new HttpError(
    409,
    'Another request was sent with this Idempotency-Key in the last 24 hours: its path, query or body was another one. Nothing was done.',
    { code: 'idempotency_conflict' },
  );
}

function stillUnderWay(): ServiceUnavailable {
  return new ServiceUnavailable({
    message:
      'A request with this Idempotency-Key is still under way; repeat this one after the time in Retry-After.',
  });
}
