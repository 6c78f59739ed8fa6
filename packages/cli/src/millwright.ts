#!/usr/bin/env node
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { createInterface, type ReadLineOptions } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { WriteStream } from 'node:tty';
import type { Input, Output } from './command.ts';
import { commands } from './commands.ts';
import { main } from './main.ts';
import { columns, wantsColour } from './terminal/text.ts';

function outputOf(stream: WriteStream): Output {
  // Whoever reads may stop, as `| head` does; what is left to say is then for nobody.
  stream.on('error', () => undefined);
  return {
    write: (text) => stream.write(text),
    colour: wantsColour(stream.isTTY === true, process.env),
    // Some terminals do not know how wide they are.
    columns: stream.isTTY === true ? stream.columns || columns : undefined,
  };
}

async function nextLine(options: ReadLineOptions): Promise<string | undefined> {
  const lines = createInterface(options);
  const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  lines.close();
  return line;
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

const input: Input = {
  terminal: process.stdin.isTTY === true,
  text: () => text(process.stdin),
  line: () => nextLine({ input: process.stdin }),
  // Readline itself shows what is typed, once the terminal was told not to.
  secret: () => nextLine({ input: process.stdin, output: nowhere(), terminal: true }),
};

function onInterrupt(listener: () => void): () => void {
  process.once('SIGINT', listener);
  return () => process.off('SIGINT', listener);
}

// Node 22 warns of its SQLite as experimental, at which whoever runs this command can do nothing.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => {
  if (name !== 'ExperimentalWarning') process.stderr.write(`${name}: ${message}\n`);
});

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

process.exitCode = 2;
void main(process.argv.slice(2), commands, {
  environment: process.env,
  home: homedir(),
  now: () => new Date(),
  nodeVersion: process.versions.node,
  version,
  input,
  output: outputOf(process.stdout),
  errors: outputOf(process.stderr),
  onInterrupt,
}).then((code) => {
  process.exitCode = code;
});
