import { writeFileSync } from 'node:fs';
import { proveEvent } from '@millwright/ledger';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { Progress } from '../terminal/progress.ts';
import { plain } from '../terminal/text.ts';
import { onCopy } from './database-copy.ts';
import { findSubject } from './subject.ts';

const command = 'audit prove';

const usage = `millwright audit prove <number> <file or directory> [--output <file>]

Writes a proof that an event is in the log, for somebody who has neither: one
small text with the event, its way to the root of the tree, and the signed
checkpoint that covers it (C2SP tlog-proof).

  <number>             of the event
  <file or directory>  a user directory, such as ~/.node-red, or its audit.db
  --output <file>      where to; without it the proof is printed

Ends with 0, or with 2 when there is no proof: the event is not there, or no
checkpoint covers it yet.
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: { output: { type: 'string' } },
    allowPositionals: true,
  });
  const [number = '', path] = positionals;
  if (!/^\d{1,12}$/.test(number) || path === undefined || positionals.length > 2)
    throw cliErrors.badArguments({ command, reason: 'Say which event by its number, and of which log' });
  const { kind, file } = findSubject(path);
  if (kind !== 'database')
    throw cliErrors.badArguments({ command, reason: 'Proofs are made from the database: give that' });
  const stop = new AbortController();
  const away = surroundings.onInterrupt(() => stop.abort());
  const progress = new Progress(surroundings.errors, 'silent');
  try {
    const copying = {
      signal: stop.signal,
      onProgress: (share: number) => progress.show(`Copied ${Math.floor(share * 100)} %`),
    };
    const proof = await onCopy(file, copying, async (database) => proveEvent(database, Number(number)));
    progress.clear();
    if (values.output === undefined) surroundings.output.write(proof);
    else write(values.output, proof);
    return exitCodes.well;
  } finally {
    progress.clear();
    away();
  }
}

/** Never over a file that is there: it may be the evidence. */
function write(file: string, proof: string): void {
  try {
    writeFileSync(file, proof, { flag: 'wx' });
  } catch (cause) {
    throw cliErrors.outputUnwritable({ path: plain(file), reason: systemCode(cause) }, { cause });
  }
}

export const prove: Action = {
  name: 'prove',
  summary: 'writes a proof that an event is in the log',
  usage,
  run,
};
