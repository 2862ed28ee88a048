#!/usr/bin/env node
// Runs the parts of the program, each when it is first asked for. V8 need not compile again what it compiled when the
// bundle was made; another version of Node refuses what was kept, and compiles. docs/decisions/0047
const { existsSync, readFileSync } = require('node:fs');
const { Script } = require('node:vm');

/** What was asked for so far, by the names of the files. */
const parts = new Map();

/** Runs a part, which stands in a function, as `require` would. */
function load(name) {
  const known = parts.get(name);
  if (known !== undefined) return known.module.exports;
  const filename = `${__dirname}/${name}`;
  const compiledFile = `${filename}.compiled`;
  // Its text is ASCII, which is read as it stands.
  const source = readFileSync(filename, 'latin1');
  const cachedData = existsSync(compiledFile) ? readFileSync(compiledFile) : undefined;
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  parts.set(name, { module, script, compiledFile });
  script.runInThisContext()(module.exports, requireFromPart, module, filename, __dirname);
  return module.exports;
}

const requireFromPart = Object.assign(
  (name) => (name.startsWith('./') ? load(name.slice(2)) : require(name)),
  require,
);

exports.parts = parts;
load('program.js');
