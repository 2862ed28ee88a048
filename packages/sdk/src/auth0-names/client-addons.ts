import type {
  ClientAddons,
  ClientAddonsAws,
  ClientAddonsAzureBlob,
  ClientAddonsAzureSb,
  ClientAddonsEchosign,
  ClientAddonsEgnyte,
  ClientAddonsFirebase,
  ClientAddonsMscrm,
  ClientAddonsNewrelic,
  ClientAddonsOffice365,
  ClientAddonsRms,
  ClientAddonsSalesforce,
  ClientAddonsSalesforceApi,
  ClientAddonsSalesforceSandboxApi,
  ClientAddonsSamlp,
  ClientAddonsSapApi,
  ClientAddonsSentry,
  ClientAddonsSharepoint,
  ClientAddonsSpringcm,
  ClientAddonsSsoIntegration,
  ClientAddonsWams,
  ClientAddonsZendesk,
  ClientAddonsZoom,
} from '../models/client-addons.js';

/** Name in auth0 v4 of `ClientAddons`. @group Names of auth0 v4 */
export type ClientCreateAddons = ClientAddons;

/** Name in auth0 v4 of `ClientAddons`. @group Names of auth0 v4 */
export type ClientUpdateAddons = ClientAddons;

/** Name in auth0 v4 of `ClientAddonsSalesforce`. @group Names of auth0 v4 */
export type ClientUpdateAddonsSalesforce = ClientAddonsSalesforce;

/** Name in auth0 v4 of `ClientAddonsSapApi`. @group Names of auth0 v4 */
export type ClientUpdateAddonsSapApi = ClientAddonsSapApi;

/** Name in auth0 v4 of `ClientAddonsAws`. @group Names of auth0 v4 */
export type ClientCreateAddonsAws = ClientAddonsAws;

/** Name in auth0 v4 of `ClientAddonsAzureBlob`. @group Names of auth0 v4 */
export type ClientCreateAddonsAzureBlob = ClientAddonsAzureBlob;

/** Name in auth0 v4 of `ClientAddonsAzureSb`. @group Names of auth0 v4 */
export type ClientCreateAddonsAzureSb = ClientAddonsAzureSb;

/** Name in auth0 v4 of `ClientAddonsEchosign`. @group Names of auth0 v4 */
export type ClientCreateAddonsEchosign = ClientAddonsEchosign;

/** Name in auth0 v4 of `ClientAddonsEgnyte`. @group Names of auth0 v4 */
export type ClientCreateAddonsEgnyte = ClientAddonsEgnyte;

/** Name in auth0 v4 of `ClientAddonsFirebase`. @group Names of auth0 v4 */
export type ClientCreateAddonsFirebase = ClientAddonsFirebase;

/** Name in auth0 v4 of `ClientAddonsMscrm`. @group Names of auth0 v4 */
export type ClientCreateAddonsMscrm = ClientAddonsMscrm;

/** Name in auth0 v4 of `ClientAddonsNewrelic`. @group Names of auth0 v4 */
export type ClientCreateAddonsNewrelic = ClientAddonsNewrelic;

/** Name in auth0 v4 of `ClientAddonsOffice365`. @group Names of auth0 v4 */
export type ClientCreateAddonsOffice365 = ClientAddonsOffice365;

/** Name in auth0 v4 of `ClientAddonsRms`. @group Names of auth0 v4 */
export type ClientCreateAddonsRms = ClientAddonsRms;

/** Name in auth0 v4 of `ClientAddonsSalesforce`. @group Names of auth0 v4 */
export type ClientCreateAddonsSalesforce = ClientAddonsSalesforce;

/** Name in auth0 v4 of `ClientAddonsSalesforceApi`. @group Names of auth0 v4 */
export type ClientCreateAddonsSalesforceApi = ClientAddonsSalesforceApi;

/** Name in auth0 v4 of `ClientAddonsSalesforceSandboxApi`. @group Names of auth0 v4 */
export type ClientCreateAddonsSalesforceSandboxApi = ClientAddonsSalesforceSandboxApi;

/** Name in auth0 v4 of `ClientAddonsSamlp`. @group Names of auth0 v4 */
export type ClientCreateAddonsSamlp = ClientAddonsSamlp;

/** Name in auth0 v4 of `ClientAddonsSapApi`. @group Names of auth0 v4 */
export type ClientCreateAddonsSapApi = ClientAddonsSapApi;

/** Name in auth0 v4 of `ClientAddonsSentry`. @group Names of auth0 v4 */
export type ClientCreateAddonsSentry = ClientAddonsSentry;

/** Name in auth0 v4 of `ClientAddonsSharepoint`. @group Names of auth0 v4 */
export type ClientCreateAddonsSharepoint = ClientAddonsSharepoint;

/** Name in auth0 v4 of `ClientAddonsSpringcm`. @group Names of auth0 v4 */
export type ClientCreateAddonsSpringcm = ClientAddonsSpringcm;

/** Name in auth0 v4 of `ClientAddonsSsoIntegration`. @group Names of auth0 v4 */
export type ClientCreateAddonsSsoIntegration = ClientAddonsSsoIntegration;

/** Name in auth0 v4 of `ClientAddonsWams`. @group Names of auth0 v4 */
export type ClientCreateAddonsWams = ClientAddonsWams;

/** Name in auth0 v4 of `ClientAddonsZendesk`. @group Names of auth0 v4 */
export type ClientCreateAddonsZendesk = ClientAddonsZendesk;

/** Name in auth0 v4 of `ClientAddonsZoom`. @group Names of auth0 v4 */
export type ClientCreateAddonsZoom = ClientAddonsZoom;
