import { readArguments } from '../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../command.ts';
import { cliErrors } from '../errors.ts';
import type { Instance } from '../instance/ask.ts';
import { colourOf, commonOptions, instanceFrom } from '../instance/common.ts';
import { jsonText } from '../terminal/text.ts';
import { type Version, versionsAnswer } from './answers.ts';
import { changedPart } from './changed-part.ts';
import { askHistory } from './instance.ts';
import { listText } from './list-text.ts';
import { isoWithOffset, parseMoment } from './moments.ts';

const command = 'history list';

const usage = `millwright history list [options]

Versions, newest first: number, time, who, [name], “note”, what changed.
● runs now   ◆ is pinned

  --limit <n>      at most so many, 20 if not given; \`all\` for every one
  --before <n>     only versions older than number n, for the next page
  --text <words>   every word stands in number, name, note, person, tabs or
                   modules; #9 is version 9 alone
  --person <name>  made by that user; kind:system and kind:anyone for the others
  --part <part>    changed that tab, subflow or other part: its name, or
                   kind:id as \`history show\` has it
  --since <when>   2026-11-01, "2026-11-01 14:00", today, yesterday, 90m, 12h,
                   7d, 2w (ago); in the time zone of this machine
  --until <when>   the same; a day is included
  --named          only those with a name
  --pinned         only those that are pinned

  --url <address>      the instance, see \`millwright help history\`
  --color, --no-color  colours or none, whatever the terminal is
  --json               results for programs

Permission: millwright.history.read
`;

/** The server gives so many at once. */
const mostAtOnce = 200;

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === false ? [] : [[name, String(value)] as [string, string]],
  );
  return new URLSearchParams(given).toString();
}

/** Versions, newest first, page by page. */
export async function* pagesOfVersions(
  instance: Instance,
  query: Query,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<{ readonly versions: readonly Version[]; readonly next: number | undefined }> {
  let left = most;
  let before = query['before'];
  do {
    const path = `versions?${queryText({ ...query, before, limit: Math.min(left, mostAtOnce) })}`;
    const page = await askHistory(instance, { path, permission: 'millwright.history.read' }, versionsAnswer);
    const { versions, next } = page;
    yield { versions, next };
    left -= versions.length;
    // A page that does not lead on would be asked for again for ever.
    if (next !== undefined && before !== undefined && next >= Number(before)) return;
    before = next;
  } while (before !== undefined && left > 0);
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw cliErrors.badArguments({ command, reason: `--${name} needs a number from 1` });
}

function momentOf(name: 'since' | 'until', text: string | undefined, now: Date): number | undefined {
  if (text === undefined) return undefined;
  const moment = parseMoment(text, name, now);
  if (moment !== undefined) return moment;
  const reason = `--${name} is no day or time that this command reads. Give one such as 2026-11-01, "2026-11-01 14:00", yesterday or 12h`;
  throw cliErrors.badArguments({ command, reason });
}

/** A version for programs: as history answers it, with a time that people read too. */
export const versionJson = (version: Version): object => ({ ...version, time: isoWithOffset(version.time) });

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values } = readArguments(command, {
    args: [...args],
    options: {
      ...commonOptions,
      limit: { type: 'string', default: '20' },
      before: { type: 'string' },
      text: { type: 'string' },
      person: { type: 'string' },
      part: { type: 'string' },
      since: { type: 'string' },
      until: { type: 'string' },
      named: { type: 'boolean' },
      pinned: { type: 'boolean' },
    },
  });
  const { output, errors } = surroundings;
  const { text, person, named, pinned, json } = values;
  const most = values.limit === 'all' ? undefined : positive('limit', values.limit);
  const instance = instanceFrom(values.url, surroundings);
  const query = {
    text,
    person,
    part: values.part === undefined ? undefined : await changedPart(instance, values.part),
    named,
    pinned,
    since: momentOf('since', values.since, surroundings.now()),
    until: momentOf('until', values.until, surroundings.now()),
    before: positive('before', values.before),
  };
  const versions: Version[] = [];
  let next: number | undefined;
  for await (const page of pagesOfVersions(instance, query, most)) {
    versions.push(...page.versions);
    next = page.next;
  }
  if (json) {
    output.write(jsonText({ format: 1, versions: versions.map(versionJson), next }));
    return exitCodes.well;
  }
  output.write(listText(versions, { columns: output.columns, colour: colourOf(values, output) }));
  // Beside the list and not in it, so that what is piped on holds versions only.
  if (versions.length === 0) errors.write('No version matches.\n');
  else if (next !== undefined && errors.columns !== undefined) {
    errors.write(`There are older ones: --before ${next}, or --limit all\n`);
  }
  return exitCodes.well;
}

export const list: Action = {
  name: 'list',
  summary: 'versions, newest first: who, when, what changed',
  usage,
  run,
};
