// How the documentation of the SDK is made: `npm run setup` runs it where sources or settings have changed.
import { OptionDefaults } from 'typedoc';
import { compressed } from './compressed.js';
import { withoutTitle } from './front-page.js';
import { icons } from './icons.js';
import { methods } from './methods.js';
import { ownNames } from './own-names.js';
import { apart } from './pages-apart.js';
import { search } from './search.js';

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: '@clientele/sdk',
  entryPoints: ['../../packages/sdk/src/index.ts'],
  tsconfig: 'tsconfig.json',
  readme: '../../packages/sdk/README.md',
  projectDocuments: ['recipes/*.md'],
  // Recipes stand beside what the SDK exports, and not beside a module of it.
  alwaysCreateEntryPointModule: false,
  // Comments as they were written, which the tests read; then the pages, which the server publishes.
  outputs: [
    { name: 'json', path: 'dist/sdk.json' },
    { name: 'html', path: '../../packages/server/sdk-docs' },
  ],
  customCss: 'pages.css',
  plugin: [apart, compressed, icons, methods, ownNames, search, withoutTitle],
  theme: 'methods',
  // The set-up compiles the same sources.
  skipErrorChecking: true,

  // Subclasses use what is protected, so it is documented, and shown without asking, after what all use.
  excludePrivate: true,
  excludeProtected: false,
  visibilityFilters: {},
  navigation: { includeGroups: true },
  blockTags: [...OptionDefaults.blockTags, '@route', '@scopes'],
  sort: ['kind', 'visibility', 'alphabetical'],
  groupOrder: ['Recipes', 'Clients', 'Managers', 'Errors', 'Classes', '*', 'Names of auth0 v4'],

  // The pages name no place but their own.
  disableSources: true,
  githubPages: false,
  hideGenerator: true,
  markdownItOptions: { html: false, linkify: false },

  // What is not documented, or points to nothing, is not published.
  treatWarningsAsErrors: true,
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    notDocumented: true,
    unusedMergeModuleWith: true,
  },
  requiredToBeDocumented: [
    'Class',
    'Interface',
    'TypeAlias',
    'Function',
    'Variable',
    'Method',
    'Accessor',
    'Property',
  ],
  // Steps of types, which are shown where they lead to.
  intentionallyNotExported: [
    'ALGORITHMS',
    'AtCheckpoint',
    'BasicHeaders',
    'BasicInit',
    'BasicResponse',
    'BasicSignal',
    'ByPage',
    'Global',
    'InstanceOf',
    'IsAny',
    'NamesIn',
    'Narrowed',
    'WireName',
    'WithoutFields',
    'WithoutSecret',
    'WithoutDot',
  ],
};
