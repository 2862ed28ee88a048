/** Settings of the addon for Amazon Web Services. */
export interface ClientAddonsAws {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** ARN of the identity provider. */
  principal?: string | undefined;
  /** ARN of the role. */
  role?: string | undefined;
  /** Seconds for which tokens are valid: 900 to 43200. */
  lifetime_in_seconds?: number | undefined;
}

/** Settings of the addon for Azure Blob Storage. */
export interface ClientAddonsAzureBlob {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Name of the storage account: 3 to 24 of `a-z0-9`. */
  accountName?: string | undefined;
  /** Its access key, 88 characters of base64. */
  storageAccessKey?: string | undefined;
  /** Name of the container. */
  containerName?: string | undefined;
  /** Name of the blob. */
  blobName?: string | undefined;
  /** Minutes for which tokens are valid. */
  expiration?: number | undefined;
  /** Stored access policy. */
  signedIdentifier?: string | undefined;
  /** Whether blobs may be read. */
  blob_read?: boolean | undefined;
  /** Whether blobs may be written. */
  blob_write?: boolean | undefined;
  /** Whether blobs may be deleted. */
  blob_delete?: boolean | undefined;
  /** Whether the container may be read. */
  container_read?: boolean | undefined;
  /** Whether the container may be written. */
  container_write?: boolean | undefined;
  /** Whether the container may be deleted. */
  container_delete?: boolean | undefined;
  /** Whether the container may be listed. */
  container_list?: boolean | undefined;
}

/** Settings of the addon for Azure Service Bus. */
export interface ClientAddonsAzureSb {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Its namespace. */
  namespace?: string | undefined;
  /** Name of the shared access policy. */
  sasKeyName?: string | undefined;
  /** Primary key of the policy. */
  sasKey?: string | undefined;
  /** The entity that tokens are for. */
  entityPath?: string | undefined;
  /** Minutes for which tokens are valid. */
  expiration?: number | undefined;
}

/** Settings of the addon for Adobe EchoSign. */
export interface ClientAddonsEchosign {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Custom domain. */
  domain?: string | undefined;
}

/** Settings of the addon for Egnyte. */
export interface ClientAddonsEgnyte {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Custom domain. */
  domain?: string | undefined;
}

/** Settings of the addon for Firebase. */
export interface ClientAddonsFirebase {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Secret of the legacy service. */
  secret?: string | undefined;
  /** Id of the private key. */
  private_key_id?: string | undefined;
  /** Private key of the service account. */
  private_key?: string | undefined;
  /** Its address. */
  client_email?: string | undefined;
  /** Seconds for which tokens are valid. */
  lifetime_in_seconds?: number | undefined;
}

/** Settings of the addon for Layer. */
export interface ClientAddonsLayer {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Id of the provider. */
  providerId: string;
  /** Id of the key. */
  keyId: string;
  /** The private key. */
  privateKey: string;
  /** Property of a user that is their name. */
  principal?: string | undefined;
  /** Minutes for which tokens are valid. */
  expiration?: number | undefined;
}

/** Settings of the addon for Microsoft Dynamics CRM. */
export interface ClientAddonsMscrm {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Its address, http or https. */
  url: string;
}

/** Settings of the addon for New Relic. */
export interface ClientAddonsNewrelic {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Name of the account. */
  account?: string | undefined;
}

/** Settings of the addon for Office 365. */
export interface ClientAddonsOffice365 {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Its domain. */
  domain?: string | undefined;
  /** The connection that people use. */
  connection?: string | undefined;
}

/** Settings of the addon for Active Directory Rights Management Service. */
export interface ClientAddonsRms {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Its address, http or https. */
  url: string;
}

/** Settings of the addon for Salesforce. */
export interface ClientAddonsSalesforce {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Its entity id, an http or https URL. */
  entity_id?: string | undefined;
}

/** Settings of the addon for the API of Salesforce. */
export interface ClientAddonsSalesforceApi {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Consumer key. */
  clientid?: string | undefined;
  /** Property of a user that is their name. */
  principal?: string | undefined;
  /** Name of the community. */
  communityName?: string | undefined;
  /** Part of the URL of the community. */
  community_url_section?: string | undefined;
}

/** Settings of the addon for the sandbox API of Salesforce. */
export interface ClientAddonsSalesforceSandboxApi {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Consumer key. */
  clientid?: string | undefined;
  /** Property of a user that is their name. */
  principal?: string | undefined;
  /** Name of the community. */
  communityName?: string | undefined;
  /** Part of the URL of the community. */
  community_url_section?: string | undefined;
}

/** Settings of the addon for the SAML protocol. */
export interface ClientAddonsSamlp {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Claims and the attributes that carry them. */
  mappings?: Record<string, unknown> | undefined;
  /** Audience of the assertions. */
  audience?: string | undefined;
  /** Recipient of the assertions. */
  recipient?: string | undefined;
  /** Whether there is a claim with the user principal name. */
  createUpnClaim?: boolean | undefined;
  /** Whether claims without a mapping keep their names. */
  mapUnknownClaimsAsIs?: boolean | undefined;
  /** Whether claims without a mapping are passed on. */
  passthroughClaimsWithNoMapping?: boolean | undefined;
  /** Whether identities are mapped. */
  mapIdentities?: boolean | undefined;
  /** For example `rsa-sha256`. */
  signatureAlgorithm?: string | undefined;
  /** For example `sha256`. */
  digestAlgorithm?: string | undefined;
  /** Issuer of the assertions. */
  issuer?: string | undefined;
  /** Destination of the response. */
  destination?: string | undefined;
  /** Seconds for which assertions are valid. */
  lifetimeInSeconds?: number | undefined;
  /** Whether the response is signed rather than the assertion. */
  signResponse?: boolean | undefined;
  /** Format of the name identifier. */
  nameIdentifierFormat?: string | undefined;
  /** Attributes of which the first is the name identifier. */
  nameIdentifierProbes?: string[] | undefined;
  /** Class of the authentication context. */
  authnContextClassRef?: string | undefined;
}

/** Settings of the addon for the API of SAP. */
export interface ClientAddonsSapApi {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Id of the client at SAP. */
  clientid?: string | undefined;
  /** Attribute that is the name of a user. */
  usernameAttribute?: string | undefined;
  /** URL of the token endpoint. */
  tokenEndpointUrl?: string | undefined;
  /** The scope that is asked for. */
  scope?: string | undefined;
  /** Password of the service. */
  servicePassword?: string | undefined;
  /** Format of the name identifier. */
  nameIdentifierFormat?: string | undefined;
}

/** Settings of the addon for Sentry. */
export interface ClientAddonsSentry {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Slug of the organization. */
  org_slug?: string | undefined;
  /** Base URL; empty for the hosted one. */
  base_url?: string | undefined;
}

/** Settings of the addon for SharePoint. */
export interface ClientAddonsSharepoint {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Internal address. */
  url?: string | undefined;
  /** External address, or several. */
  external_url?: ClientAddonsSharepointExternalUrl | undefined;
}

/** Settings of the addon for Slack. */
export interface ClientAddonsSlack {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Name of the team. */
  team: string;
}

/** Settings of the addon for SpringCM. */
export interface ClientAddonsSpringcm {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** URL of the assertion consumer. */
  acsurl?: string | undefined;
}

/** Settings of the addon for a single sign-on integration. */
export interface ClientAddonsSsoIntegration {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Its name. */
  name?: string | undefined;
  /** Version of the integration. */
  version?: string | undefined;
}

/** Settings of the addon for Windows Azure Mobile Services. */
export interface ClientAddonsWams {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Master key. */
  masterkey?: string | undefined;
}

/** Settings of the addon for Zendesk. */
export interface ClientAddonsZendesk {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Name of the account. */
  accountName?: string | undefined;
}

/** Settings of the addon for Zoom. */
export interface ClientAddonsZoom {
  /** What it has besides is kept as it is sent. */
  [name: string]: unknown;
  /** Name of the account. */
  account?: string | undefined;
}

/** One address, or several. */
export type ClientAddonsSharepointExternalUrl = string | string[];

/** Settings of addons by name, kept as they are sent; what is known of them is checked. */
export interface ClientAddons {
  /** Amazon Web Services. */
  aws?: ClientAddonsAws | undefined;
  /** Azure Blob Storage. */
  azure_blob?: ClientAddonsAzureBlob | undefined;
  /** Azure Service Bus. */
  azure_sb?: ClientAddonsAzureSb | undefined;
  /** Active Directory Rights Management Service. */
  rms?: ClientAddonsRms | undefined;
  /** Microsoft Dynamics CRM. */
  mscrm?: ClientAddonsMscrm | undefined;
  /** Slack. */
  slack?: ClientAddonsSlack | undefined;
  /** Sentry. */
  sentry?: ClientAddonsSentry | undefined;
  /** Box. */
  box?: Record<string, unknown> | undefined;
  /** CloudBees. */
  cloudbees?: Record<string, unknown> | undefined;
  /** Concur. */
  concur?: Record<string, unknown> | undefined;
  /** Dropbox. */
  dropbox?: Record<string, unknown> | undefined;
  /** Adobe EchoSign. */
  echosign?: ClientAddonsEchosign | undefined;
  /** Egnyte. */
  egnyte?: ClientAddonsEgnyte | undefined;
  /** Firebase. */
  firebase?: ClientAddonsFirebase | undefined;
  /** New Relic. */
  newrelic?: ClientAddonsNewrelic | undefined;
  /** Office 365. */
  office365?: ClientAddonsOffice365 | undefined;
  /** Salesforce. */
  salesforce?: ClientAddonsSalesforce | undefined;
  /** The API of Salesforce. */
  salesforce_api?: ClientAddonsSalesforceApi | undefined;
  /** The sandbox API of Salesforce. */
  salesforce_sandbox_api?: ClientAddonsSalesforceSandboxApi | undefined;
  /** The SAML protocol. */
  samlp?: ClientAddonsSamlp | undefined;
  /** Layer. */
  layer?: ClientAddonsLayer | undefined;
  /** The API of SAP. */
  sap_api?: ClientAddonsSapApi | undefined;
  /** SharePoint. */
  sharepoint?: ClientAddonsSharepoint | undefined;
  /** SpringCM. */
  springcm?: ClientAddonsSpringcm | undefined;
  /** Windows Azure Mobile Services. */
  wams?: ClientAddonsWams | undefined;
  /** WS-Federation. */
  wsfed?: Record<string, unknown> | undefined;
  /** Zendesk. */
  zendesk?: ClientAddonsZendesk | undefined;
  /** Zoom. */
  zoom?: ClientAddonsZoom | undefined;
  /** A single sign-on integration. */
  sso_integration?: ClientAddonsSsoIntegration | undefined;
  /** Okta Access Gateway; null for none. */
  oag?: object | null | undefined;
}
