#!/usr/bin/env node
// Runs the parts of the program, each when it is first asked for. V8 need not compile again what it compiled when the
// bundle was made; another version of Node refuses what was kept, and compiles. docs/decisions/0047
const { createHash } = require('node:crypto');
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
  const bytes = readFileSync(filename);
  const digest = createHash('sha256').update(bytes).digest();
  const cachedData = compiledFrom(digest, compiledFile);
  // Its text is ASCII, which is read as it stands.
  const script = new Script(bytes.latin1Slice(), { filename, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  parts.set(name, { module, script, digest, compiledFile });
  script.runInThisContext()(module.exports, requireFromPart, module, filename, __dirname);
  return module.exports;
}

/** What was compiled of this very text: V8 itself looks at its length alone. */
function compiledFrom(digest, file) {
  if (!existsSync(file)) return undefined;
  const kept = readFileSync(file);
  return digest.equals(kept.subarray(0, digest.length)) ? kept.subarray(digest.length) : undefined;
}

const requireFromPart = Object.assign(
  (name) => (name.startsWith('./') ? load(name.slice(2)) : require(name)),
  require,
);

exports.parts = parts;
load('program.js');
