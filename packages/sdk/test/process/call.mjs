// One call in a process of its own that nothing ends; run by exit.test.ts. Prints the status of the answer, or the name of
// the error.
import { ManagementClient } from '../../dist/index.js';

const { BASE_URL, TIMEOUT, ABORT, PROOF } = process.env;
const proof = PROOF === 'secret' ? { clientId: 'c1', clientSecret: 'secret' } : { token: 'T' };
const { clients } = new ManagementClient({ baseUrl: BASE_URL, ...proof, timeoutDuration: Number(TIMEOUT) });
const controller = new AbortController();
if (ABORT === 'before') controller.abort();
if (ABORT === 'during') setTimeout(() => controller.abort(), 20);

try {
  const { status } = await clients.getAll({}, { signal: controller.signal });
  console.log(status);
} catch (error) {
  console.log(error.name);
}
