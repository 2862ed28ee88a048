import { HttpError } from '@clientele/model';
import { OperatorError } from '../../errors/operator-error.js';

const conflicts = {
  client: ['resource_conflict', 'A client with the same client_id already exists.'],
  connection: ['resource_conflict', 'A connection with the same name already exists.'],
  'client grant': ['resource_conflict', 'client_grant already exists'],
  seed: ['resource_conflict', 'A seed file was applied already.'],
  identifier: ['existent_resource_server', 'A resource server with the same identifier already exists.'],
} as const;

/** There is one already: two writers claimed the same name. management-api.md 1.3 */
export class ConflictError extends HttpError {
  override readonly name = 'ConflictError';

  /** @param what the uniqueness rule that is broken */
  constructor(what: keyof typeof conflicts, options?: ErrorOptions) {
    const [code, message] = conflicts[what];
    super(409, message, { ...options, code });
  }
}

const absences = {
  client: ['inexistent_client', 'The client does not exist'],
  'resource server': ['inexistent_resource_server', 'The resource server does not exist'],
} as const;

/** A change refers to an object that is not (or no longer) there. management-api.md 1.3 */
export class AbsentError extends HttpError {
  override readonly name = 'AbsentError';

  constructor(what: keyof typeof absences) {
    const [code, message] = absences[what];
    super(404, message, { code });
  }
}

/** The storage cannot be used; callers see only that, through `http/unavailable`, as the message is for operators. */
export class UnavailableError extends OperatorError {
  override readonly name = 'UnavailableError';
}

/** Nothing of what was asked is done, for certain; any other UnavailableError leaves open whether a commit took place. */
export class UndoneError extends UnavailableError {}

/** A transaction lost a conflict with another one; a retry is likely to succeed. */
export class ContentionError extends UndoneError {}

/** Another process has locked the database for longer than a statement waits; a retry may succeed. */
export class BusyError extends UndoneError {}
