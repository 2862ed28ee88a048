// How much room the tables and indexes of a registry take.
import { residentBytesOf } from '../process.mjs';

/** Prints the sizes of the largest registry on each engine, table by table and index by index. */
export async function printSizes(registries) {
  for (const engine of new Set(registries.map((registry) => registry.engine))) {
    const { database, size, server } = registries.findLast((registry) => registry.engine === engine);
    console.log(
      `\n${engine}, ${size} clients\n\n| table or index | MiB | bytes for a client |\n| --- | --- | --- |`,
    );
    const rows = await database.sizes();
    for (const { name, bytes } of rows) print(name, Number(bytes), size);
    print(
      'all of these',
      rows.reduce((sum, { bytes }) => sum + Number(bytes), 0),
      size,
    );
    console.log(
      `\nThe server on it keeps ${(residentBytesOf(server.pid) / 1048576).toFixed(0)} MiB in memory.`,
    );
  }
}

function print(name, bytes, size) {
  console.log(`| ${name} | ${(bytes / 1048576).toFixed(0)} | ${(bytes / size).toFixed(0)} |`);
}
