import type { TokenQuota } from './client-setting-values.js';
import type { FieldParameters } from './fields.js';

/** The languages of a tenant's pages. */
export type TenantLocale =
  | 'am'
  | 'ar'
  | 'ar-EG'
  | 'ar-SA'
  | 'az'
  | 'bg'
  | 'bn'
  | 'bs'
  | 'ca-ES'
  | 'cnr'
  | 'cs'
  | 'cy'
  | 'da'
  | 'de'
  | 'el'
  | 'en'
  | 'en-CA'
  | 'es'
  | 'es-419'
  | 'es-AR'
  | 'es-MX'
  | 'et'
  | 'eu-ES'
  | 'fa'
  | 'fi'
  | 'fr'
  | 'fr-CA'
  | 'fr-FR'
  | 'gl-ES'
  | 'gu'
  | 'he'
  | 'hi'
  | 'hr'
  | 'hu'
  | 'hy'
  | 'id'
  | 'is'
  | 'it'
  | 'ja'
  | 'ka'
  | 'kk'
  | 'kn'
  | 'ko'
  | 'lt'
  | 'lv'
  | 'mk'
  | 'ml'
  | 'mn'
  | 'mr'
  | 'ms'
  | 'my'
  | 'nb'
  | 'nl'
  | 'nn'
  | 'no'
  | 'pa'
  | 'pl'
  | 'pt'
  | 'pt-BR'
  | 'pt-PT'
  | 'ro'
  | 'ru'
  | 'sk'
  | 'sl'
  | 'so'
  | 'sq'
  | 'sr'
  | 'sv'
  | 'sw'
  | 'ta'
  | 'te'
  | 'th'
  | 'tl'
  | 'tr'
  | 'uk'
  | 'ur'
  | 'vi'
  | 'zgh'
  | 'zh-CN'
  | 'zh-HK'
  | 'zh-MO'
  | 'zh-TW';

/** A page of the tenant's own. */
export interface TenantSettingsPage {
  /** Whether it is used. */
  enabled?: boolean | undefined;
  /** What it shows: HTML of at most 100000 characters. */
  html?: string | undefined;
}

/** The error page of a tenant. */
export interface TenantSettingsErrorPage {
  /** What it shows: HTML of at most 100000 characters. */
  html?: string | undefined;
  /** Whether it links to the log. */
  show_log_link?: boolean | undefined;
  /** Where people are sent instead. */
  url?: string | undefined;
}

/** User codes of the device authorization flow (RFC 8628). */
export interface TenantSettingsDeviceFlow {
  /** Characters of a user code. */
  charset?: 'base20' | 'digits' | undefined;
  /** Form of a user code, `*` for a character: at most 20 characters. */
  mask?: string | undefined;
}

/** The cookie of a session. */
export interface TenantSettingsSessionCookie {
  /** Whether it outlives the browser. */
  mode: 'persistent' | 'non-persistent';
}

/** Quotas of clients and organizations that have none of their own. */
export interface DefaultTokenQuota {
  /** Of clients. */
  clients?: TokenQuota | undefined;
  /** Of organizations. */
  organizations?: TokenQuota | undefined;
}

/** Countries of phone numbers. */
export interface TenantCountryCodes {
  /** Countries by two letters (ISO 3166-1): at most 300. */
  list?: string[] | undefined;
  /** Whether these are allowed or denied. */
  mode?: 'allow' | 'deny' | undefined;
}

/** The switches of a tenant. */
export type TenantFlag =
  | 'change_pwd_flow_v1'
  | 'enable_apis_section'
  | 'disable_impersonation'
  | 'enable_client_connections'
  | 'enable_pipeline2'
  | 'allow_legacy_delegation_grant_types'
  | 'allow_legacy_ro_grant_types'
  | 'allow_legacy_tokeninfo_endpoint'
  | 'enable_legacy_profile'
  | 'enable_idtoken_api2'
  | 'enable_public_signup_user_exists_error'
  | 'enable_sso'
  | 'allow_changing_enable_sso'
  | 'disable_clickjack_protection_headers'
  | 'no_disclose_enterprise_connections'
  | 'enforce_client_authentication_on_passwordless_start'
  | 'enable_adfs_waad_email_verification'
  | 'revoke_refresh_token_grant'
  | 'dashboard_log_streams_next'
  | 'dashboard_insights_view'
  | 'disable_fields_map_fix'
  | 'mfa_show_factor_list_on_enrollment'
  | 'use_scope_descriptions_for_consent'
  | 'remove_alg_from_jwks'
  | 'improved_signup_bot_detection_in_classic'
  | 'genai_trial'
  | 'enable_dynamic_client_registration'
  | 'disable_management_api_sms_obfuscation'
  | 'trust_azure_adfs_email_verified_connection_property'
  | 'custom_domains_provisioning';

/** Switches of a tenant by name. */
export type TenantSettingsFlags = { [Name in TenantFlag]?: boolean | undefined };

/** A content security policy of the login pages. */
export interface TenantSecurityPolicy {
  /** Whether it is enforced, or violations are only reported. */
  mode?: 'enforcing' | 'reporting' | undefined;
  /** Sources by directive: at most 30 directives of 100 sources. */
  directives?: Record<string, string[]> | undefined;
  /** Directives without a value. */
  flags?: ('upgrade-insecure-requests' | 'block-all-mixed-content')[] | undefined;
  /** Where violations are reported. */
  reporting?: TenantPolicyReporting | null | undefined;
}

/** Where violations of a policy are reported. */
export interface TenantPolicyReporting {
  /** Address: at most 2048 characters. */
  report_uri?: string | undefined;
  /** Name of a group of endpoints. */
  report_to_group?: string | undefined;
}

/** A group of endpoints in the header `Report-To`. */
export interface TenantReportTo {
  /** Name of the group. */
  group?: string | undefined;
  /** Seconds for which it is remembered. */
  max_age?: number | undefined;
  /** Addresses of the endpoints: at most 100. */
  endpoints?: TenantReportEndpoint[] | undefined;
}

/** Where browsers send reports. */
export interface TenantReportEndpoint {
  /** Address: at most 2048 characters. */
  url?: string | undefined;
}

/** How browsers find where reports go. */
export interface TenantReportingInfrastructure {
  /** The header `Report-To`. */
  report_to?: TenantReportTo | null | undefined;
  /** The header `Reporting-Endpoints`: addresses by name. */
  reporting_endpoints?: Record<string, string> | undefined;
}

/** The header `Content-Security-Policy` of the login pages. */
export interface TenantContentSecurityPolicy {
  /** Whether the header is sent. */
  enabled?: boolean | undefined;
  /** Its policies: at most 20. */
  policies?: TenantSecurityPolicy[] | undefined;
  /** Where reports go. */
  reporting_infrastructure?: TenantReportingInfrastructure | null | undefined;
}

/** The header `X-XSS-Protection` of the login pages. */
export interface TenantXssProtection {
  /** Whether the header is sent. */
  enabled?: boolean | undefined;
  /** What the browser does. */
  mode?: 'block' | undefined;
  /** Where violations are reported. */
  report_uri?: string | undefined;
}

/** Headers of the login pages. */
export interface TenantSecurityHeaders {
  /** The content security policy. */
  content_security_policy?: TenantContentSecurityPolicy | null | undefined;
  /** The header `X-XSS-Protection`. */
  x_xss_protection?: TenantXssProtection | null | undefined;
}

/** How sessions end. */
export interface TenantSettingsSessions {
  /** Whether a logout is confirmed. */
  oidc_logout_prompt_enabled?: boolean | undefined;
}

/** Mutual TLS (RFC 8705) of a tenant. */
export interface TenantSettingsMtls {
  /** Whether the aliases of endpoints are published. */
  enable_endpoint_aliases?: boolean | undefined;
}

/** What a tenant publishes about logouts. */
export interface TenantSettingsOidcLogout {
  /** Whether the endpoint is published. */
  rp_logout_end_session_endpoint_discovery?: boolean | undefined;
}

/** The settings of a tenant that a change takes as null too, to take them away. */
export interface RemovableTenantSettings {
  /** Page on which a password is changed. */
  change_password?: TenantSettingsPage | undefined;
  /** Page of multi-factor authentication. */
  guardian_mfa_page?: TenantSettingsPage | undefined;
  /** Error page. */
  error_page?: TenantSettingsErrorPage | undefined;
  /** User codes of the device authorization flow. */
  device_flow?: TenantSettingsDeviceFlow | undefined;
  /** Headers of the login pages. */
  security_headers?: TenantSecurityHeaders | undefined;
  /** The cookie of a session. */
  session_cookie?: TenantSettingsSessionCookie | undefined;
  /** How sessions end. */
  sessions?: TenantSettingsSessions | undefined;
  /** Whether no confirmation is asked for callbacks that cannot be verified. */
  skip_non_verifiable_callback_uri_confirmation_prompt?: boolean | undefined;
  /** Quotas of those that have none of their own. */
  default_token_quota?: DefaultTokenQuota | undefined;
  /** Values of `acr`: at most 100. */
  acr_values_supported?: string[] | undefined;
  /** Mutual TLS (RFC 8705). */
  mtls?: TenantSettingsMtls | undefined;
  /** Whether authorization requests can be pushed (RFC 9126). */
  pushed_authorization_requests_supported?: boolean | undefined;
  /** Whether authorization answers name the issuer (RFC 9207). */
  authorization_response_iss_parameter_supported?: boolean | undefined;
  /** Whether an organization is named by its name. */
  allow_organization_name_in_authentication_api?: boolean | undefined;
  /** Whether actions choose the factor. */
  customize_mfa_in_postlogin_action?: boolean | undefined;
  /** Countries of phone numbers. */
  country_codes?: TenantCountryCodes | undefined;
}

/** The settings of a tenant that no change takes as null. */
export interface PlainTenantSettings {
  /** Name of the tenant, for people. */
  friendly_name?: string | undefined;
  /** Address of the logo. */
  picture_url?: string | undefined;
  /** Address of the support. */
  support_email?: string | undefined;
  /** Page of the support. */
  support_url?: string | undefined;
  /** Languages of its pages, the first one by default: 1 to 100. */
  enabled_locales?: TenantLocale[] | undefined;
  /** Hours for which a session lasts. */
  session_lifetime?: number | undefined;
  /** Hours for which a session lasts without use. */
  idle_session_lifetime?: number | undefined;
  /** Hours for which a passing session lasts. */
  ephemeral_session_lifetime?: number | undefined;
  /** Hours for which a passing session lasts without use. */
  idle_ephemeral_session_lifetime?: number | undefined;
  /** What is published about logouts. */
  oidc_logout?: TenantSettingsOidcLogout | undefined;
  /** Where people may be sent after a logout: at most 100. */
  allowed_logout_urls?: string[] | undefined;
  /** Where people are sent otherwise: https. */
  default_redirection_uri?: string | undefined;
  /** Identifier of the API that is meant where none is named: at most 600 characters. */
  default_audience?: string | undefined;
  /** Name of the connection that is meant where none is named. */
  default_directory?: string | undefined;
  /** Switches by name; a change sets those that it names. */
  flags?: TenantSettingsFlags | undefined;
  /** How an API is named in requests: as `audience`, or also as `resource` (RFC 8707). */
  resource_parameter_profile?: 'audience' | 'compatibility' | undefined;
  /** Whether clients may be registered by a document at their id. */
  client_id_metadata_document_supported?: boolean | undefined;
  /** Security of clients that register themselves. */
  dynamic_client_registration_security_mode?: 'strict' | 'permissive' | undefined;
  /** Version of the sandbox: at most 8 characters. */
  sandbox_version?: string | undefined;
  /** Version of the older sandbox: at most 8 characters. */
  legacy_sandbox_version?: string | undefined;
  /** Whether the guide is on. */
  enable_ai_guide?: boolean | undefined;
  /** Whether phones have one place. */
  phone_consolidated_experience?: boolean | undefined;
  /** Whether metadata of sessions is logged. */
  include_session_metadata_in_tenant_logs?: boolean | undefined;
}

type OrNull<T> = { [Name in keyof T]: T[Name] | null };

/** Body of a change of a tenant's settings, in which something must be; needs `update:tenant_settings`. */
export interface TenantSettingsUpdate extends PlainTenantSettings, OrNull<RemovableTenantSettings> {
  /** Minutes for which a session lasts; counts before the hours. */
  session_lifetime_in_minutes?: number | undefined;
  /** Minutes for which a session lasts without use; counts before the hours. */
  idle_session_lifetime_in_minutes?: number | undefined;
  /** Minutes for which a passing session lasts; counts before the hours. */
  ephemeral_session_lifetime_in_minutes?: number | undefined;
  /** Minutes for which a passing session lasts without use; counts before the hours. */
  idle_ephemeral_session_lifetime_in_minutes?: number | undefined;
}

/** The settings of a tenant as answers show them; seen with `read:tenant_settings`. */
export interface TenantSettings extends PlainTenantSettings, RemovableTenantSettings {}

/** Which settings to read; needs `read:tenant_settings`. */
export interface TenantSettingsRouteRequest extends FieldParameters {}
