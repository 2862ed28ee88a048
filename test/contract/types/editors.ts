import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as TypeScript from 'typescript-5.9';
import { type Compiler, compilers, strict } from './compilers.js';

/** What an editor asks at a place of each program. */
export type Question = 'completion' | 'hover' | 'signature help';

/**
 * What a language service answers, by program: the names that it offers; the signature and documentation that it shows
 * at a name; or those of the signature that it selects for a call.
 */
export type Answers = Map<string, string[]>;

/** The place of which something is asked. */
export const cursor = '/**/';

/** Asks the language service of a compiler that is written in JavaScript, about programs that are there as files. */
export function answersOfService(
  compiler: Compiler,
  question: Question,
  programs: Map<string, string>,
): Answers {
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
  const ask = answering(ts, service)[question];
  const answers = new Map([...programs].map(([path, text]) => [path, ask(path, text.indexOf(cursor))]));
  service.dispose();
  return answers;
}

function answering(
  { displayPartsToString: text }: typeof TypeScript,
  service: TypeScript.LanguageService,
): Record<Question, (path: string, at: number) => string[]> {
  return {
    completion: (path, at) =>
      (service.getCompletionsAtPosition(path, at, {})?.entries ?? []).map(({ name }) => name),
    hover: (path, at) => {
      const info = service.getQuickInfoAtPosition(path, at);
      return [text(info?.displayParts), text(info?.documentation)];
    },
    'signature help': (path, at) => {
      const help = service.getSignatureHelpItems(path, at, {});
      const selected = help?.items[help.selectedItemIndex];
      const parameters = (selected?.parameters ?? []).map(({ displayParts }) => text(displayParts));
      return [parameters.join(', '), text(selected?.documentation)];
    },
  };
}

interface Message {
  id?: number;
  method?: string;
  result?: Result | null;
}

/** What the protocol answers to each question, as far as it is read here. */
interface Result {
  items?: { label: string }[];
  contents?: { value: string };
  signatures?: { label: string; documentation?: { value: string } }[];
  activeSignature?: number;
}

const methods: Record<Question, string> = {
  completion: 'textDocument/completion',
  hover: 'textDocument/hover',
  'signature help': 'textDocument/signatureHelp',
};

const reading: Record<Question, (result: Result) => string[]> = {
  // An optional property is labelled with a question mark.
  completion: ({ items = [] }) => items.map(({ label }) => label.replace(/\?$/, '')),
  hover: ({ contents }) => [contents?.value ?? ''],
  'signature help': ({ signatures = [], activeSignature = 0 }) => {
    const selected = signatures[activeSignature];
    return [selected?.label ?? '', selected?.documentation?.value ?? ''];
  },
};

/** Asks a compiler that is a language server: by the Language Server Protocol over its standard streams. */
export async function answersOfServer(
  compiler: Compiler,
  question: Question,
  programs: Map<string, string>,
  root: string,
): Promise<Answers> {
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
      capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } },
    });
    send({ method: 'initialized', params: {} });
    const found: Answers = new Map();
    for (const [path, text] of programs) {
      const textDocument = { uri: pathToFileURL(path).href };
      send({
        method: 'textDocument/didOpen',
        params: { textDocument: { ...textDocument, languageId: 'typescript', version: 1, text } },
      });
      const position = placeOf(text);
      const { result } = await ask(methods[question], { textDocument, position });
      found.set(path, reading[question](result ?? {}));
    }
    return found;
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
