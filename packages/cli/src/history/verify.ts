import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import type { Instance } from '../instance/ask.ts';
import { colourOf, commonOptions, instanceFrom } from '../instance/common.ts';
import { Progress } from '../terminal/progress.ts';
import { columns, counted, jsonText, painted, plain, wrap } from '../terminal/text.ts';
import { type Faulty, verifiedAnswer } from './answers.ts';
import { askHistory } from './instance.ts';

const command = 'history verify';

const usage = `millwright history verify [options]

Has every version read whole and compares it with its digest. Those that are not
as they were kept are listed with their code and what to do. It changes nothing;
Ctrl-C ends it.

  --url <address>      the instance, see \`millwright help history\`
  --color, --no-color  colours or none, whatever the terminal is
  --json               results for programs

Ends with 0 when all versions are whole, 1 when any is faulty, 2 when not all
could be looked at. Permission: millwright.history.read
`;

/** Few enough that the answer comes soon, so that progress is seen and an end is quick. */
const atOnce = 50;

interface Verified {
  readonly checked: number;
  readonly total: number;
  /** All of them were looked at. */
  readonly complete: boolean;
  readonly faulty: readonly Faulty[];
}

/** Goes through all versions, oldest first, until the signal says to stop. */
async function verifyAll(
  instance: Instance,
  signal: AbortSignal,
  tell: (checked: number, total: number) => void,
): Promise<Verified> {
  const faulty: Faulty[] = [];
  let checked = 0;
  let total = 0;
  let from: number | undefined;
  try {
    do {
      const path = `verify?limit=${atOnce}${from === undefined ? '' : `&from=${from}`}`;
      const question = { path, permission: 'millwright.history.read', signal };
      const page = await askHistory(instance, question, verifiedAnswer);
      faulty.push(...page.faulty);
      checked += page.checked;
      total = Math.max(page.total, checked);
      tell(checked, total);
      if (page.next !== undefined && from !== undefined && page.next <= from) break;
      from = page.next;
    } while (from !== undefined);
    return { checked, total, complete: from === undefined, faulty };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { checked, total, complete: false, faulty };
  }
}

function verifiedText({ checked, total, complete, faulty }: Verified, colour: boolean): string {
  const rows = faulty.map(({ number, code, message }) => {
    const lines = wrap(`${plain(message)} (${plain(code)})`, columns - 4);
    return `${painted('■', 31, colour)} ${number}  ${lines.join('\n    ')}\n`;
  });
  const all = complete
    ? `Checked ${counted(checked, 'version')}`
    : `Stopped after ${checked} of ${counted(total, 'version')}`;
  const found =
    faulty.length === 0 ? (complete ? 'all are whole' : 'whole so far') : `${faulty.length} faulty`;
  return `${rows.join('')}${all}: ${found}.\n`;
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: commonOptions,
    allowPositionals: true,
  });
  if (positionals.length > 0) {
    throw cliErrors.badArguments({ command, reason: 'It looks at all versions and takes no number' });
  }
  const { output, errors } = surroundings;
  const stop = new AbortController();
  const away = surroundings.onInterrupt(() => stop.abort());
  const progress = new Progress(errors, 'silent');
  try {
    const verified = await verifyAll(instanceFrom(values.url, surroundings), stop.signal, (checked, total) =>
      progress.show(`Checked ${checked} of ${counted(total, 'version')}, Ctrl-C stops`),
    );
    progress.clear();
    output.write(
      values.json ? jsonText({ format: 1, ...verified }) : verifiedText(verified, colourOf(values, output)),
    );
    if (!verified.complete) return exitCodes.failed;
    return verified.faulty.length > 0 ? exitCodes.attention : exitCodes.well;
  } finally {
    progress.clear();
    away();
  }
}

export const verify: Action = {
  name: 'verify',
  summary: 'reads every version whole and checks its digest',
  usage,
  run,
};
