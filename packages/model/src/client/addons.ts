import * as Type from 'typebox';
import { closed, freeform } from '../schema.js';

const addon = Type.Optional(freeform('Settings of the addon'));

/** `addons`: each one's settings are kept as they are sent. management-api.md 2.2, 2.8 */
export const Addons = closed(
  {
    aws: addon,
    azure_blob: addon,
    azure_sb: addon,
    rms: addon,
    mscrm: addon,
    slack: addon,
    sentry: addon,
    box: addon,
    cloudbees: addon,
    concur: addon,
    dropbox: addon,
    echosign: addon,
    egnyte: addon,
    firebase: addon,
    newrelic: addon,
    office365: addon,
    salesforce: addon,
    salesforce_api: addon,
    salesforce_sandbox_api: addon,
    samlp: addon,
    layer: addon,
    sap_api: addon,
    sharepoint: addon,
    springcm: addon,
    wams: addon,
    wsfed: addon,
    zendesk: addon,
    zoom: addon,
    sso_integration: addon,
    oag: addon,
  },
  { description: 'Addons' },
);
