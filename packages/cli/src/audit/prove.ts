import { writeFileSync } from 'node:fs';
import { proveEvent } from '@millwright/ledger';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { instanceFrom } from '../instance/common.ts';
import { Progress } from '../terminal/progress.ts';
import { plain } from '../terminal/text.ts';
import { onCopy } from './database-copy.ts';
import { askForProof } from './instance.ts';
import { findSubject } from './subject.ts';

const command = 'audit prove';

const usage = `millwright audit prove <number> <file or directory> [--output <file>]
millwright audit prove <number> --url <address> [--output <file>]

Writes a proof that an event is in the log, for somebody who has neither: one
small text with the event, its way to the root of the tree, and the signed
checkpoint that covers it (C2SP tlog-proof).

  <number>             of the event
  <file or directory>  a user directory, such as ~/.node-red, or its audit.db
  --url <address>      a running Node-RED, see \`millwright help history\`; if
                       neither is given, MILLWRIGHT_URL or http://localhost:1880
  --output <file>      where to; without it the proof is printed

Ends with 0, or with 2 when there is no proof: the event is not there, or no
checkpoint covers it yet. Permission with --url: millwright.audit.read
`;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: { output: { type: 'string' }, url: { type: 'string' } },
    allowPositionals: true,
  });
  const [number = '', path] = positionals;
  const isClear = path === undefined || (positionals.length === 2 && values.url === undefined);
  if (!/^\d{1,12}$/.test(number) || !isClear)
    throw cliErrors.badArguments({ command, reason: 'Say which event by its number, and of which log' });
  const stop = new AbortController();
  const away = surroundings.onInterrupt(() => stop.abort());
  const progress = new Progress(surroundings.errors, 'silent');
  try {
    const proof =
      path === undefined
        ? await askForProof(instanceFrom(values.url, surroundings), Number(number), stop.signal)
        : await proveFrom(path, Number(number), stop.signal, (text) => progress.show(text));
    progress.clear();
    if (values.output === undefined) surroundings.output.write(proof);
    else write(values.output, proof);
    return exitCodes.well;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    progress.clear();
    surroundings.errors.write('Stopped: nothing was written.\n');
    return exitCodes.failed;
  } finally {
    progress.clear();
    away();
  }
}

function proveFrom(
  path: string,
  seq: number,
  signal: AbortSignal,
  tell: (text: string) => void,
): Promise<string> {
  const { kind, file } = findSubject(path);
  if (kind !== 'database')
    throw cliErrors.badArguments({ command, reason: 'Proofs are made from the database: give that' });
  const onProgress = (share: number): void => tell(`Copied ${Math.floor(share * 100)} %`);
  return onCopy(file, { signal, onProgress }, async (database) => proveEvent(database, seq));
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
