import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as TypeScript from 'typescript-5.9';
import { type Compiler, compilers, strict } from './compilers.js';

/** What a language service offers at a place of each program: the names of properties and values. */
export type Offered = Map<string, string[]>;

/** The place of which completion is asked. */
export const cursor = '/**/';

/** Asks the language service of a compiler that is written in JavaScript, about programs that are there as files. */
export function offeredByService(compiler: Compiler, programs: Map<string, string>): Offered {
  const require = createRequire(import.meta.url);
  const ts = require(join(compilers[compiler], 'lib/typescript.js')) as typeof TypeScript;
  const { options } = ts.convertCompilerOptionsFromJson(strict, '.');
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...programs.keys()],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => ts.ScriptSnapshot.fromString(ts.sys.readFile(path) ?? ''),
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
  });
  const offered = new Map(
    [...programs].map(([path, text]) => {
      const found = service.getCompletionsAtPosition(path, text.indexOf(cursor), {});
      return [path, (found?.entries ?? []).map(({ name }) => name)];
    }),
  );
  service.dispose();
  return offered;
}

interface Message {
  id?: number;
  method?: string;
  result?: { items?: { label: string }[] } | { label: string }[] | null;
}

/** Asks a compiler that is a language server: by the Language Server Protocol over its standard streams. */
export async function offeredByServer(
  compiler: Compiler,
  programs: Map<string, string>,
  root: string,
): Promise<Offered> {
  const command = join(compilers[compiler], 'bin/tsc');
  const server = spawn(process.execPath, [command, '--lsp', '--stdio'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answers = new Map<number, (message: Message) => void>();
  let last = 0;
  const send = (message: object) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const ask = (method: string, params: object): Promise<Message> => {
    last += 1;
    send({ id: last, method, params });
    return new Promise((done) => answers.set(last, done));
  };
  // What the server asks of an editor has no answer here.
  messagesOf(server.stdout, (message) => {
    if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null });
    else if (message.id !== undefined) answers.get(message.id)?.(message);
  });
  try {
    const rootUri = pathToFileURL(root).href;
    await ask('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'programs' }],
      capabilities: {},
    });
    send({ method: 'initialized', params: {} });
    const offered: Offered = new Map();
    for (const [path, text] of programs) {
      const textDocument = { uri: pathToFileURL(path).href };
      send({
        method: 'textDocument/didOpen',
        params: { textDocument: { ...textDocument, languageId: 'typescript', version: 1, text } },
      });
      const position = placeOf(text);
      const { result } = await ask('textDocument/completion', { textDocument, position });
      const items = Array.isArray(result) ? result : (result?.items ?? []);
      // An optional property is labelled with a question mark.
      offered.set(
        path,
        items.map(({ label }) => label.replace(/\?$/, '')),
      );
    }
    return offered;
  } finally {
    server.kill();
  }
}

function placeOf(text: string) {
  const before = text.slice(0, text.indexOf(cursor)).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** Reads messages off a stream, each behind a header that says its length. */
function messagesOf(stream: NodeJS.ReadableStream, take: (message: Message) => void): void {
  let rest = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(rest.subarray(0, end).toString())?.[1]);
      if (end < 0 || rest.length < end + 4 + length) return;
      take(JSON.parse(rest.subarray(end + 4, end + 4 + length).toString()) as Message);
      rest = rest.subarray(end + 4 + length);
    }
  });
}
