import type { TString } from 'typebox';
import { Format } from 'typebox/format';
import { text } from '../schema.js';
import { type AddressRules, isAddress } from './address.js';

interface AddressFormat extends AddressRules {
  /** The name in refusals, as the original has it. */
  refusedAs: string;
}

/** The addresses of a client, by what they are for. docs/reference/addresses.md */
const formats = {
  'callback-url': {
    refusedAs: 'callback-url',
    schemes: 'any',
    wildcard: true,
    placeholders: ['organization name', 'custom domain'],
  },
  'logout-url': {
    refusedAs: 'url-with-placeholders',
    schemes: 'any',
    wildcard: true,
    placeholders: ['custom domain'],
  },
  'allowed-origin': {
    refusedAs: 'url-with-placeholders',
    schemes: 'http(s)',
    wildcard: true,
    placeholders: ['organization name', 'custom domain'],
  },
  'web-origin': {
    refusedAs: 'url-with-placeholders',
    schemes: 'http(s)',
    wildcard: true,
    placeholders: ['custom domain'],
  },
  'login-uri': {
    refusedAs: 'absolute-uri-or-empty',
    schemes: 'https',
    placeholders: ['custom domain', 'organization'],
    fragment: false,
    empty: true,
  },
  'login-uri-template': {
    refusedAs: 'ec-initiate-login-uri-template-url',
    schemes: 'https',
    template: true,
  },
  'backchannel-logout-url': {
    refusedAs: 'absolute-https-uri-with-placeholders-or-empty',
    schemes: 'https',
    placeholders: ['custom domain'],
    empty: true,
  },
  'logo-uri': { refusedAs: 'absolute-uri-or-empty', schemes: 'http(s)', empty: true },
  'verification-url': { refusedAs: 'url', schemes: 'http(s)', empty: true },
} as const satisfies Record<string, AddressFormat>;

export type AddressFormatName = keyof typeof formats;

/** The schema of an address; the format is known to whoever checks by the schema. */
export function address(format: AddressFormatName, description?: string): TString {
  const rules: AddressRules = formats[format];
  Format.Set(format, (value) => isAddress(value, rules));
  return text(description, { maxLength: 2048, format });
}

const refusedAs: ReadonlyMap<string, string> = new Map(
  Object.entries(formats).map(([name, format]) => [name, format.refusedAs]),
);

/** What the original calls a format. */
export function formatInRefusals(format: string): string {
  return refusedAs.get(format) ?? format;
}
