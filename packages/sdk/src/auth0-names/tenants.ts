import type {
  TenantLocale,
  TenantSettingsDeviceFlow,
  TenantSettingsErrorPage,
  TenantSettingsFlags,
  TenantSettingsMtls,
  TenantSettingsOidcLogout,
  TenantSettingsPage,
  TenantSettingsSessions,
} from '../models/tenant-settings.js';

/**
 * The languages of its pages.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const TenantSettingsEnabledLocalesEnum = {
  am: 'am',
  ar: 'ar',
  ar_EG: 'ar-EG',
  ar_SA: 'ar-SA',
  az: 'az',
  bg: 'bg',
  bn: 'bn',
  bs: 'bs',
  ca_ES: 'ca-ES',
  cnr: 'cnr',
  cs: 'cs',
  cy: 'cy',
  da: 'da',
  de: 'de',
  el: 'el',
  en: 'en',
  en_CA: 'en-CA',
  es: 'es',
  es_419: 'es-419',
  es_AR: 'es-AR',
  es_MX: 'es-MX',
  et: 'et',
  eu_ES: 'eu-ES',
  fa: 'fa',
  fi: 'fi',
  fr: 'fr',
  fr_CA: 'fr-CA',
  fr_FR: 'fr-FR',
  gl_ES: 'gl-ES',
  gu: 'gu',
  he: 'he',
  hi: 'hi',
  hr: 'hr',
  hu: 'hu',
  hy: 'hy',
  id: 'id',
  is: 'is',
  it: 'it',
  ja: 'ja',
  ka: 'ka',
  kk: 'kk',
  kn: 'kn',
  ko: 'ko',
  lt: 'lt',
  lv: 'lv',
  mk: 'mk',
  ml: 'ml',
  mn: 'mn',
  mr: 'mr',
  ms: 'ms',
  my: 'my',
  nb: 'nb',
  nl: 'nl',
  nn: 'nn',
  no: 'no',
  pa: 'pa',
  pl: 'pl',
  pt: 'pt',
  pt_BR: 'pt-BR',
  pt_PT: 'pt-PT',
  ro: 'ro',
  ru: 'ru',
  sk: 'sk',
  sl: 'sl',
  so: 'so',
  sq: 'sq',
  sr: 'sr',
  sv: 'sv',
  sw: 'sw',
  ta: 'ta',
  te: 'te',
  th: 'th',
  tl: 'tl',
  tr: 'tr',
  uk: 'uk',
  ur: 'ur',
  vi: 'vi',
  zgh: 'zgh',
  zh_CN: 'zh-CN',
  zh_HK: 'zh-HK',
  zh_TW: 'zh-TW',
} as const;
/** The languages of its pages. @group Names of auth0 v4 */
export type TenantSettingsEnabledLocalesEnum = TenantLocale;

/**
 * Characters of user codes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const TenantSettingsDeviceFlowCharsetEnum = { base20: 'base20', digits: 'digits' } as const;
/** Characters of user codes. @group Names of auth0 v4 */
export type TenantSettingsDeviceFlowCharsetEnum =
  (typeof TenantSettingsDeviceFlowCharsetEnum)[keyof typeof TenantSettingsDeviceFlowCharsetEnum];

/**
 * Whether the cookie of a session outlives the browser.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const TenantSettingsSessionCookieModeEnum = {
  persistent: 'persistent',
  non_persistent: 'non-persistent',
} as const;
/** Whether the cookie of a session outlives the browser. @group Names of auth0 v4 */
export type TenantSettingsSessionCookieModeEnum =
  (typeof TenantSettingsSessionCookieModeEnum)[keyof typeof TenantSettingsSessionCookieModeEnum];

/**
 * The languages of its pages.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const TenantSettingsUpdateEnabledLocalesEnum = TenantSettingsEnabledLocalesEnum;
/** The languages of its pages. @group Names of auth0 v4 */
export type TenantSettingsUpdateEnabledLocalesEnum =
  (typeof TenantSettingsUpdateEnabledLocalesEnum)[keyof typeof TenantSettingsUpdateEnabledLocalesEnum];

/**
 * Characters of user codes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const TenantSettingsUpdateDeviceFlowCharsetEnum = TenantSettingsDeviceFlowCharsetEnum;
/** Characters of user codes. @group Names of auth0 v4 */
export type TenantSettingsUpdateDeviceFlowCharsetEnum =
  (typeof TenantSettingsUpdateDeviceFlowCharsetEnum)[keyof typeof TenantSettingsUpdateDeviceFlowCharsetEnum];

/**
 * The only value of that switch.
 *
 * @group Names of auth0 v4
 */
export const TenantSettingsUpdateFlagsChangePwdFlowV1Enum = {
  /** The only value. */
  false: false,
} as const;
/** The only value of that switch. @group Names of auth0 v4 */
export type TenantSettingsUpdateFlagsChangePwdFlowV1Enum =
  (typeof TenantSettingsUpdateFlagsChangePwdFlowV1Enum)[keyof typeof TenantSettingsUpdateFlagsChangePwdFlowV1Enum];

/** Name in auth0 v4 of `TenantSettingsPage`. @group Names of auth0 v4 */
export type TenantSettingsChangePassword = TenantSettingsPage;

/** Name in auth0 v4 of `TenantSettingsPage`. @group Names of auth0 v4 */
export type TenantSettingsGuardianMfaPage = TenantSettingsPage;

/** Name in auth0 v4 of `TenantSettingsPage`. @group Names of auth0 v4 */
export type TenantSettingsUpdateChangePassword = TenantSettingsPage;

/** Name in auth0 v4 of `TenantSettingsDeviceFlow`. @group Names of auth0 v4 */
export type TenantSettingsUpdateDeviceFlow = TenantSettingsDeviceFlow;

/** Name in auth0 v4 of `TenantSettingsErrorPage`. @group Names of auth0 v4 */
export type TenantSettingsUpdateErrorPage = TenantSettingsErrorPage;

/** Name in auth0 v4 of `TenantSettingsFlags`. @group Names of auth0 v4 */
export type TenantSettingsUpdateFlags = TenantSettingsFlags;

/** Name in auth0 v4 of `TenantSettingsPage`. @group Names of auth0 v4 */
export type TenantSettingsUpdateGuardianMfaPage = TenantSettingsPage;

/** Name in auth0 v4 of `TenantSettingsMtls`. @group Names of auth0 v4 */
export type TenantSettingsUpdateMtls = TenantSettingsMtls;

/** Name in auth0 v4 of `TenantSettingsOidcLogout`. @group Names of auth0 v4 */
export type TenantSettingsUpdateOidcLogout = TenantSettingsOidcLogout;

/** Name in auth0 v4 of `TenantSettingsSessions`. @group Names of auth0 v4 */
export type TenantSettingsUpdateSessions = TenantSettingsSessions;
