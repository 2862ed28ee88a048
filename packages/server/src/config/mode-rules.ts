import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { OperatorError } from '../errors/operator-error.js';
import { isLoopback } from '../limits/source.js';
import { crossesNetworkOpenly } from './database-url.js';
import type { NamedDatabase } from './secret-file.js';
import type { Mode } from './setting.js';
import type { Values } from './settings.js';
import { isUnspecified } from './value.js';

/** Keeps a development server on this machine, and production's settings out of it (docs/architecture.md, "Starting"). */
export function checkDevelopment(given: Values): void {
  if (given.trustedProxy !== undefined) throw productionOnly('CLIENTELE_TRUSTED_PROXY');
  checkTlsFiles(given);
  if (given.tlsCertFile !== undefined && given.caFile !== undefined)
    throw new OperatorError(
      'CLIENTELE_CA_FILE: with a certificate in CLIENTELE_TLS_CERT_FILE there is no development CA to write: leave one of them out',
    );
  for (const address of given.host ?? [])
    checkDevelopmentAddress(address, given.allowExposedDevelopment === true);
}

function checkDevelopmentAddress(address: string, allowExposed: boolean): void {
  if (isLoopback(address) || (allowExposed && isUnspecified(address))) return;
  const remedy = isUnspecified(address)
    ? 'in a container, allow it with CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT=true'
    : 'use 127.0.0.1, ::1 or localhost, or CLIENTELE_MODE=production';
  throw new OperatorError(`CLIENTELE_HOST: development mode does not listen on ${address}: ${remedy}`);
}

function productionOnly(name: string): OperatorError {
  return new OperatorError(`${name}: only for production: leave it out, or set CLIENTELE_MODE=production`);
}

function developmentOnly(name: string): OperatorError {
  return new OperatorError(`${name}: only for development: leave it out in production`);
}

/** Refuses to serve production with anything missing that makes it safe (docs/architecture.md, "Starting"). */
export function checkProduction(given: Values, data: string): void {
  if (given.allowExposedDevelopment) throw developmentOnly('CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT');
  if (given.hostnames !== undefined) throw developmentOnly('CLIENTELE_HOSTNAMES');
  if (given.caFile !== undefined) throw developmentOnly('CLIENTELE_CA_FILE');
  if (data === ':memory:') {
    throw new OperatorError(
      'CLIENTELE_DATA: production must not lose its data: name a folder instead of :memory:',
    );
  }
  if (given.issuer === undefined) {
    throw new OperatorError(
      'CLIENTELE_ISSUER: production needs its public https origin, such as https://clients.example.com/',
    );
  }
  checkTransport(given);
  checkKeyFile(given.keyFile, data);
  checkBootstrap(given);
}

/** Refuses a database that the rest contradicts, and in production one that is reached in the open over a network. */
export function checkDatabase(
  database: NamedDatabase | undefined,
  { mode, data, env }: { mode: Mode; data: string; env: NodeJS.ProcessEnv },
): void {
  if (database === undefined) return;
  const { url, setting } = database;
  if (data === ':memory:') {
    throw new OperatorError(
      `${setting}: set together with CLIENTELE_DATA=:memory:, which uses no database: unset one of them`,
    );
  }
  if (mode === 'production' && crossesNetworkOpenly(url, env)) {
    throw new OperatorError(
      `${setting}: production connects to a database on another machine over TLS only: add ?sslmode=verify-full (and &sslrootcert=<file> for a certificate authority of your own)`,
    );
  }
}

function checkTlsFiles({ tlsCertFile, tlsKeyFile }: Values): void {
  if ((tlsCertFile === undefined) !== (tlsKeyFile === undefined)) {
    throw new OperatorError('CLIENTELE_TLS_CERT_FILE and CLIENTELE_TLS_KEY_FILE belong together: set both');
  }
}

function checkTransport(given: Values): void {
  checkTlsFiles(given);
  const { tlsCertFile, trustedProxy, httpPort, httpsPort } = given;
  if (tlsCertFile === undefined && (trustedProxy === undefined || httpsPort !== undefined)) {
    throw new OperatorError(
      'production serves https: set CLIENTELE_TLS_CERT_FILE and CLIENTELE_TLS_KEY_FILE, or CLIENTELE_TRUSTED_PROXY (without CLIENTELE_HTTPS_PORT) where a proxy terminates TLS',
    );
  }
  if (httpPort !== undefined && trustedProxy === undefined) {
    throw new OperatorError(
      'CLIENTELE_HTTP_PORT: production serves http to a trusted proxy only: leave it out, or set CLIENTELE_TRUSTED_PROXY',
    );
  }
}

function checkKeyFile(keyFile: string | undefined, data: string): void {
  if (keyFile === undefined) {
    throw new OperatorError(
      'CLIENTELE_KEY_FILE: production needs an instance key outside the data folder, for example from: (umask 077; openssl rand -base64 32 > instance.key)',
    );
  }
  if (!existsSync(keyFile)) {
    throw new OperatorError(
      `CLIENTELE_KEY_FILE: ${keyFile} does not exist: name the file that holds the instance key`,
    );
  }
  if (existsSync(data) && isInside(realpathSync(data), realpathSync(keyFile))) {
    throw new OperatorError(
      `CLIENTELE_KEY_FILE: ${keyFile} is inside the data folder: move it out, so that a copy of the data alone reveals no secret`,
    );
  }
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return !isAbsolute(path) && path.split(sep)[0] !== '..';
}

function checkBootstrap(given: Values): void {
  const secret = given.bootstrapClientSecret ?? given.bootstrapClientSecretFile;
  if ((given.bootstrapClientId === undefined) !== (secret === undefined)) {
    throw new OperatorError(
      'CLIENTELE_BOOTSTRAP_CLIENT_ID and its secret belong together in production: set the id and CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE (or …_SECRET), or neither',
    );
  }
}
