import type { Client } from './metadata.js';

/** What every new client has, whatever was sent. management-api.md 2.2 */
export const initialValues = {
  is_token_endpoint_ip_header_trusted: false,
  sso_disabled: false,
  cross_origin_authentication: false,
  custom_login_page_on: true,
  callback_url_template: false,
} as const satisfies Partial<Client>;
