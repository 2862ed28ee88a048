import { CubeIcon, DesktopIcon, GearIcon, GlobeIcon, MobileIcon } from '@radix-ui/react-icons';

/** Kinds of application, each with what is good for it to begin with. */
export const kinds = {
  non_interactive: {
    title: 'Machine to machine',
    about: 'A service, a job or a command that acts for itself.',
    icon: GearIcon,
    keepsSecrets: true,
    addresses: false,
    body: { grant_types: ['client_credentials'] },
  },
  regular_web: {
    title: 'Web app',
    about: 'Runs on a server, where it can keep a secret.',
    icon: GlobeIcon,
    keepsSecrets: true,
    addresses: true,
    body: { grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] },
  },
  spa: {
    title: 'Single-page app',
    about: 'Runs in browsers, where nothing can be kept secret.',
    icon: DesktopIcon,
    keepsSecrets: false,
    addresses: true,
    body: { grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'none' },
  },
  native: {
    title: 'Native app',
    about: 'Installed on a phone or a computer of its user.',
    icon: MobileIcon,
    keepsSecrets: false,
    addresses: true,
    body: { grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'none' },
  },
  resource_server: {
    title: 'API that calls others',
    about: 'An API that is registered here and asks for tokens itself.',
    icon: CubeIcon,
    keepsSecrets: true,
    addresses: false,
    body: {},
  },
} as const;

/** One of them. */
export type Kind = keyof typeof kinds;
