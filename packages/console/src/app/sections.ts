import {
  BarChartIcon,
  CubeIcon,
  GearIcon,
  IdCardIcon,
  ListBulletIcon,
  LockClosedIcon,
  Share1Icon,
} from '@radix-ui/react-icons';
import { readsClients } from '../clients/scopes.js';

/** The parts of the console, in their order, with the scopes of which any one is needed to see each. */
export const sections = [
  {
    to: '/overview',
    label: 'Overview',
    icon: BarChartIcon,
    needs: ['read:logs', 'read:client_credentials', 'read:client_keys'],
  },
  { to: '/clients', label: 'Clients', icon: IdCardIcon, needs: readsClients },
  { to: '/apis', label: 'APIs', icon: CubeIcon, needs: ['read:resource_servers'] },
  { to: '/connections', label: 'Connections', icon: Share1Icon, needs: ['read:connections'] },
  { to: '/signing-keys', label: 'Signing keys', icon: LockClosedIcon, needs: ['read:signing_keys'] },
  { to: '/log', label: 'Log', icon: ListBulletIcon, needs: ['read:logs'] },
  { to: '/settings', label: 'Settings', icon: GearIcon, needs: ['read:tenant_settings'] },
] as const;
