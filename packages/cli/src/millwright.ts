#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { WriteStream } from 'node:tty';
import type { Output } from './command.ts';
import { commands } from './commands.ts';
import { main } from './main.ts';
import { wantsColour } from './terminal/text.ts';

function outputOf(stream: WriteStream): Output {
  // Whoever reads may stop, as `| head` does; what is left to say is then for nobody.
  stream.on('error', () => undefined);
  return {
    write: (text) => stream.write(text),
    colour: wantsColour(stream.isTTY === true, process.env),
  };
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
  output: outputOf(process.stdout),
  errors: outputOf(process.stderr),
}).then((code) => {
  process.exitCode = code;
});
