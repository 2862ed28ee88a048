import { type SecretFormat, usualPerSlot } from '@clientele/model';

/** What an operator decides about secrets and credentials of clients. docs/decisions/0120 */
export interface CredentialRules {
  /** How many credentials each method of a client can name. */
  perSlot: number;
  /** What generated secrets look like. */
  secretFormat: SecretFormat;
}

/** What holds unless an operator decides otherwise. */
export const usualCredentialRules: CredentialRules = { perSlot: usualPerSlot, secretFormat: 'plain' };
