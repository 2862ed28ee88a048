// In place of the library of certificates, which asks for reflect-metadata to be run before it.
import './before.mjs';

export * from '@peculiar/x509';
