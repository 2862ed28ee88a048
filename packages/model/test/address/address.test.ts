import { ClientCreate, ClientUpdate, RuleError, validator } from '@clientele/model';
import { describe, expect, it } from 'vitest';

const every = ['callbacks', 'allowed_logout_urls', 'web_origins', 'allowed_origins'] as const;
const descriptions = {
  callbacks: 'Where users may be sent after a login',
  allowed_logout_urls: 'Where users may be sent after a logout',
  web_origins: 'Origins for web messages',
  allowed_origins: 'Origins for cross-origin requests',
};

const check = validator(ClientCreate, 'Payload');
const taken = (list: string, value: string) => check({ name: 'x', [list]: [value] });
const refusal = (format: string, value: string, place: string) =>
  new RuleError(
    400,
    'invalid_body',
    `Payload validation error: 'Object didn't pass validation for format ${format}: ${value}' on property ${place}.`,
  );

/** Which lists take an address. */
const addresses: [address: string, lists: readonly (typeof every)[number][]][] = [
  ['https://example.com', every],
  ['http://example.com/callback?a=b#c', every],
  ['HTTPS://EXAMPLE.COM', every],
  ['http://localhost:3000', every],
  ['http://127.0.0.1:8080/x', every],
  ['http://[::1]:3000', every],
  ['http://intranet', every],
  ['https://example.com:65535', every],
  ['https://münchen.example', every],
  ['https://user:secret@example.com', every],
  ['https://*.example.com', every],
  ['https://pre-*-post.example.com/callback', every],
  ['http://*.dev.localhost:3000', every],
  ['https://{custom_domain.metadata.public_host}/callback', every],
  ['https://a.{custom_domain.metadata.PUBLIC_zone}.example.com', every],
  ['https://{organization_name}.example.com', ['callbacks', 'allowed_origins']],
  ['com.example.app://callback', ['callbacks', 'allowed_logout_urls']],
  ['com.example.app:/callback', ['callbacks', 'allowed_logout_urls']],
  ['com.example.app:///callback', ['callbacks', 'allowed_logout_urls']],
  ['urn:ietf:wg:oauth:2.0:oob', ['callbacks', 'allowed_logout_urls']],
  ['', []],
  ['foo', []],
  ['/callback', []],
  ['//example.com', []],
  ['localhost:3000', []],
  ['example.com:8080/callback', []],
  ['https://', []],
  ['https:///callback', []],
  ['https:example.com', []],
  ['http:/example.com', []],
  ['https://:443', []],
  ['https://example.com:65536', []],
  ['https://example.com:http', []],
  ['https://a..example.com', []],
  ['https://a b', []],
  ['https://example.com\\@evil.example', []],
  ['app://', []],
  ['javascript:alert(1)', []],
  ['JavaScript://%0aalert(1)', []],
  ['data:text/html,x', []],
  ['vbscript:x', []],
  ['jar:javascript:x', []],
  ['view-source:https://a.example', []],
  ['https://*', []],
  ['https://*.com', []],
  ['https://*.localhost', []],
  ['https://*.*.example.com', []],
  ['https://**.example.com', []],
  ['https://a.*.example.com', []],
  ['https://example.com/*', []],
  ['https://example.com:*', []],
  ['com.example.*://callback', []],
  ['com.example.app://*', []],
  ['https://x{organization_name}.example.com', []],
  ['https://a.{organization_name}.example.com', []],
  ['https://{organization_name}', []],
  ['https://{organization_name}.{organization_name}.example.com', []],
  ['https://{organization_name}.*.example.com', []],
  ['https://example.com/{organization_name}', []],
  ['app://{organization_name}.example', []],
  ['https://*.{custom_domain.metadata.public_zone}.example.com', []],
  ['https://{custom_domain.metadata.private_host}', []],
  ['https://{custom_domain.metadata.public_a.b}', []],
  ['https://example.com/{custom_domain.metadata.public_path}', []],
  ['https://{organization.metadata.public_host}', []],
  ['https://{nothing}.example.com', []],
  ['https://{organization_name.example.com', []],
];

describe.each(addresses)('the address %j', (address, lists) => {
  it.each(lists)('may be in %s', (list) => {
    expect(taken(list, address)).toEqual({ name: 'x', [list]: [address] });
  });

  it.each(every.filter((list) => !lists.includes(list)))('may not be in %s', (list) => {
    const format = list === 'callbacks' ? 'callback-url' : 'url-with-placeholders';
    expect(() => taken(list, address)).toThrow(
      refusal(format, address, `${list}[0] (${descriptions[list]})`),
    );
  });
});

describe('a list of addresses', () => {
  it.each([
    ['callbacks', 500],
    ['allowed_logout_urls', 500],
    ['web_origins', 100],
    ['allowed_origins', 100],
  ] as const)('%s has at most %i', (list, most) => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => `https://${index}.example.com`);
    expect(check({ name: 'x', [list]: many(most) })).toBeDefined();
    expect(() => check({ name: 'x', [list]: many(most + 1) })).toThrow(
      `Payload validation error: 'Array is too long (${most + 1}), maximum ${most}' on property ${list} (${descriptions[list]}).`,
    );
  });

  it('names the place of the one that is none', () => {
    const callbacks = ['https://example.com', 'https://example.org', 'foo'];
    expect(() => check({ name: 'x', callbacks })).toThrow(
      refusal('callback-url', 'foo', `callbacks[2] (${descriptions.callbacks})`),
    );
  });
});

const login = 'initiate_login_uri (Initiate login uri, must be https and cannot contain a fragment)';
const logout = 'oidc_logout.backchannel_logout_urls[0] (URL that is notified of a logout)';
const single = (name: string) => (value: string) => ({ [name]: value });
const backchannel = (value: string) => ({ oidc_logout: { backchannel_logout_urls: [value] } });

describe.each<[string, (value: string) => object, string[], [format: string, place: string, string[]]]>([
  [
    'initiate_login_uri',
    single('initiate_login_uri'),
    [
      '',
      'https://example.com/login?a=b',
      'https://{organization.metadata.public_host}/login',
      'https://{custom_domain.metadata.public_host}/login',
    ],
    [
      'absolute-uri-or-empty',
      login,
      [
        'http://localhost:3000',
        'https://example.com#x',
        'foo',
        'app://login',
        'https://*.example.com',
        'https://{organization_name}.example.com',
      ],
    ],
  ],
  [
    'logo_uri',
    single('logo_uri'),
    ['', 'https://example.com/logo.png', 'http://localhost/logo.png'],
    [
      'absolute-uri-or-empty',
      'logo_uri (URL of the logo)',
      ['logo.png', 'data:image/png,x', 'https://*.a.test'],
    ],
  ],
  [
    'cross_origin_loc',
    single('cross_origin_loc'),
    ['', 'https://example.com/verify'],
    ['url', 'cross_origin_loc (URL of cross-origin verification)', ['foo', 'app://x', 'https://']],
  ],
  [
    'backchannel_logout_urls',
    backchannel,
    ['', 'https://example.com/logout', 'https://{custom_domain.metadata.public_host}/logout'],
    [
      'absolute-https-uri-with-placeholders-or-empty',
      logout,
      ['http://example.com', 'foo', 'https://*.a.test'],
    ],
  ],
])('%s', (_name, body, accepted, [format, place, refused]) => {
  it.each(accepted)('may be %j', (value) => {
    expect(validator(ClientUpdate, 'Payload')(body(value))).toEqual(body(value));
  });

  it.each(refused)('may not be %j', (value) => {
    expect(() => validator(ClientUpdate, 'Payload')(body(value))).toThrow(refusal(format, value, place));
  });
});
