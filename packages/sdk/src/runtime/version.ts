/** The version of this package, as in its package.json. sdk-contract.md 2, telemetry */
export const version = '0.1.0';
