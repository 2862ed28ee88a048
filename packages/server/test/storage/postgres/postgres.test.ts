import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import { openPostgres, openPostgresWithoutTimeouts } from '../../../src/storage/postgres/open.js';
import { cachedReadsSuite } from '../cache/cached-reads-suite.js';
import { tokenCountSuite } from '../counts/token-count-suite.js';
import { keptTimesSuite } from '../deadlines/kept-times-suite.js';
import { clientCoreSuite } from '../registry/client-core-suite.js';
import { clientSearchSuite } from '../registry/client-search-suite.js';
import { clientSecretsSuite } from '../registry/client-secrets-suite.js';
import { keyRotationSuite } from '../seals/key-rotation-suite.js';
import { secretsModeSuite } from '../secrets-mode-suite.js';
import { storageSuite } from '../storage-suite.js';

const open = async () => openPostgres(await emptyDatabase(), { poolSize: 10 });

storageSuite('PostgreSQL', open);
// Each play is some thousand statements.
cachedReadsSuite('PostgreSQL', open, 15);
tokenCountSuite('PostgreSQL', open, { shared: true });
keyRotationSuite('PostgreSQL', open);
secretsModeSuite('PostgreSQL', open);
keptTimesSuite('PostgreSQL', async () => openPostgresWithoutTimeouts(await emptyDatabase()));
clientCoreSuite('PostgreSQL', async () => openPostgresWithoutTimeouts(await emptyDatabase()));
clientSearchSuite('PostgreSQL', async () => openPostgresWithoutTimeouts(await emptyDatabase()));
clientSecretsSuite('PostgreSQL', async () => openPostgresWithoutTimeouts(await emptyDatabase()));
