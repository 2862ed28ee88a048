// A process that does nothing but sign, RS256 with 2048 bits: two of them at once are what this machine can do at most.
import { generateKeyPairSync, sign } from 'node:crypto';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const input = Buffer.alloc(400, 'x');

process.on('message', ({ milliseconds }) => {
  const begin = performance.now();
  const cpu = process.cpuUsage();
  let count = 0;
  while (performance.now() - begin < milliseconds) {
    sign('sha256', input, privateKey);
    count += 1;
  }
  const { user, system } = process.cpuUsage(cpu);
  const rate = (count * 1000) / (performance.now() - begin);
  process.send({ result: { rate, cpu: (user + system) / 1000 / count } });
});
process.on('disconnect', () => process.exit());
