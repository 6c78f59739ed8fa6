import { readFile } from 'node:fs/promises';
import { checkProof as check, type ProofVerdict } from '@millwright/ledger';
import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { colourOf } from '../instance/common.ts';
import { columns, jsonText, painted, plain, wrap } from '../terminal/text.ts';
import { readAnchors } from './anchors.ts';

const command = 'audit check-proof';

const usage = `millwright audit check-proof <file> [options]

Checks a proof of one event, on any machine: that the event leads to the root of
a signed checkpoint, and that the checkpoint is that of the log you mean.

  <file>               as \`millwright audit prove\` or the sidebar wrote it; - is
                       the standard input
  --pin <fingerprint>  of the log's first key, as you noted it
  --anchors <path>     a file or directory with checkpoints of the log that were
                       kept elsewhere. Can be given several times
  --color, --no-color  colours or none, whatever the terminal is
  --json               the result, with the event, for programs

Ends with 0 when the event is proved, 1 when something in the proof is wrong, 2
when nobody can tell: neither a fingerprint nor an anchor says whose log it is.
`;

const signs = {
  ok: { sign: '●', colour: 32, says: 'The event is in the log.' },
  tampered: { sign: '■', colour: 31, says: 'This proves nothing.' },
  unverifiable: { sign: '▲', colour: 33, says: 'Nobody can tell whose log this is.' },
} as const;

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: {
      anchors: { type: 'string', multiple: true, default: [] },
      pin: { type: 'string' },
      json: { type: 'boolean', default: false },
      color: { type: 'boolean', default: false },
      'no-color': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw cliErrors.badArguments({
      command,
      reason: 'Say which proof: one file, or - for the standard input',
    });
  const { input, output } = surroundings;
  const text = await (file === '-' ? input.text() : readFile(file, 'utf8')).catch((cause) => {
    throw cliErrors.logUnreadable({ path: plain(file), reason: systemCode(cause) }, { cause });
  });
  const anchors = await readAnchors(values.anchors);
  const found = check(text.replaceAll('\r\n', '\n'), { anchors, pin: values.pin });
  output.write(values.json ? jsonOf(found) : textOf(found, colourOf(values, output)));
  return { ok: exitCodes.well, tampered: exitCodes.attention, unverifiable: exitCodes.failed }[found.result];
}

const jsonOf = ({ checkpoint, ...found }: ProofVerdict): string =>
  jsonText({
    format: 1,
    ...found,
    ...(checkpoint && {
      checkpoint: { origin: checkpoint.origin, size: checkpoint.size, time: checkpoint.time },
    }),
  });

function textOf({ result, reason, event, checkpoint, fingerprint }: ProofVerdict, colour: boolean): string {
  const { sign, says, colour: number } = signs[result];
  const lines = [`${painted(sign, number, colour)} ${says}`];
  if (reason) lines.push(...wrap(plain(reason), columns - 2).map((line) => `  ${line}`));
  if (event && checkpoint) {
    const { name, time, outcome, actor, target } = event;
    const rows = [
      ['event', `${event.seq}  ${time}`],
      ['what', `${name}, ${outcome ?? 'intent'}`],
      ['who', actor.name ?? actor.kind],
      ...(target ? [['target', `${target.kind} ${target.name ?? target.id}`]] : []),
      ['log', checkpoint.origin],
      ['key', fingerprint ?? ''],
      [
        'signed',
        `with ${checkpoint.size} events${checkpoint.time === undefined ? '' : `, ${new Date(checkpoint.time).toISOString()}`}`,
      ],
    ];
    lines.push('', ...rows.map(([word = '', what = '']) => `  ${word.padEnd(8)}${plain(what)}`));
  }
  return `${lines.join('\n')}\n`;
}

export const checkProof: Action = {
  name: 'check-proof',
  summary: 'checks a proof of one event',
  usage,
  run,
};
