import { readArguments } from '../../arguments.ts';
import { type Action, type ExitCode, exitCodes, type Surroundings } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import type { Instance } from '../../instance/ask.ts';
import { colourOf, commonOptions, instanceFrom } from '../../instance/common.ts';
import { jsonText, plain } from '../../terminal/text.ts';
import { detailsAnswer, type Plan, planAnswer, type Restored } from '../answers.ts';
import { askHistory } from '../instance.ts';
import { numberOf } from '../which.ts';
import { carryOut } from './carry-out.ts';
import { noticeLines, planText } from './plan-text.ts';
import { partOf, partsByNameNow, type Scope } from './scope.ts';

const command = 'history restore';

const usage = `millwright history restore <version> [options]

Says what a restore would change, asks, and deploys the version again, whole or
in parts. What runs before is kept as a version first, so that you can go back.

  <version>            its number or its name
  --part <part>        only this tab, subflow or other part: its name, or
                       kind:id as \`history show\` has it; may be given again
  --node <id>          only this node, group or configuration node; may be given
                       again
  --install-modules    installs what the version needs and is not there, before
  --remove-modules     removes what the version did not have, afterwards
  --note <text>        why; kept with the version that the restore makes
  --dry-run            only says what would change
  --yes                does not ask; needed where nobody can be asked
  --url <address>      the instance, see \`millwright help history\`
  --color, --no-color  colours or none, whatever the terminal is
  --json               results for programs

It is refused if anything else was deployed since the plan was made. Ctrl-C
stops it as long as nothing has been deployed. Ends with 0 when it is done, or
was a dry run; with 1 when it is done and something needs attention; with 2 when
it was not done. Permissions: flows.read, flows.write, millwright.history.read,
and nodes.write for modules.
`;

interface Wanted {
  readonly part: readonly string[];
  readonly node: readonly string[];
}

/** What a restore would do, worked out by the instance and not done. */
function planOf(instance: Instance, number: number, scope: Scope | undefined): Promise<Plan> {
  const question = {
    path: `versions/${number}/plan`,
    permission: 'flows.read',
    mostBytes: 256 * 1024 * 1024,
  };
  return askHistory(instance, { ...question, method: 'POST', body: { scope } }, planAnswer);
}

async function scopeOf(
  instance: Instance,
  number: number,
  { part, node }: Wanted,
): Promise<Scope | undefined> {
  const nodes = node.length === 0 ? {} : { nodes: node };
  if (part.length === 0) return node.length === 0 ? undefined : nodes;
  const question = { path: `versions/${number}`, permission: 'millwright.history.read' };
  const { parts } = await askHistory(instance, question, detailsAnswer);
  const found = (among: typeof parts | ReturnType<typeof partsByNameNow>): Scope => ({
    ...nodes,
    parts: part.map((text) => partOf(text, number, among)),
  });
  try {
    return found(parts);
  } catch (error) {
    if (!cliErrors.noSuchPart.is(error)) throw error;
    return found([...parts, ...partsByNameNow(await planOf(instance, number, undefined))]);
  }
}

/** @throws `cli.confirmation-needed` where nobody can be asked */
async function confirmed(number: number, place: string, { input, errors }: Surroundings): Promise<boolean> {
  if (!input.terminal) throw cliErrors.confirmationNeeded({ number });
  errors.write(`Restore version ${number} at ${place}? [y/N] `);
  const answer = await input.line();
  if (answer === undefined) errors.write('\n');
  return /^\s*y(es)?\s*$/i.test(answer ?? '');
}

const runsAlready = 'history.runs-already';

function restoredText(restored: Restored, place: string, part: boolean, colour: boolean): string {
  const { restored: number, safety, version, notices } = restored;
  const what = part ? `What was chosen of version ${number}` : `Version ${number}`;
  const as = version === undefined ? '' : `, as version ${version}`;
  const undone =
    version === safety
      ? []
      : [
          `What ran before is version ${safety}. The way back:`,
          `  millwright history restore ${safety} --url ${place}`,
        ];
  return [`${what} runs again${as}.`, ...undone, ...noticeLines(notices, colour)]
    .map((line) => `${line}\n`)
    .join('');
}

/** What was said of a plan, and whether to go on with it. */
async function agreed(plan: Plan, place: string, yes: boolean, surroundings: Surroundings): Promise<boolean> {
  if (yes || (await confirmed(plan.number, place, surroundings))) return true;
  surroundings.errors.write('Nothing was restored.\n');
  return false;
}

async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { values, positionals } = readArguments(command, {
    args: [...args],
    options: {
      ...commonOptions,
      part: { type: 'string', multiple: true, default: [] },
      node: { type: 'string', multiple: true, default: [] },
      'install-modules': { type: 'boolean', default: false },
      'remove-modules': { type: 'boolean', default: false },
      note: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [wanted] = positionals;
  if (wanted === undefined || positionals.length > 1) {
    throw cliErrors.badArguments({ command, reason: 'Say which version: one number or one name' });
  }
  const { output } = surroundings;
  const instance = instanceFrom(values.url, surroundings);
  const place = plain(instance.base.href);
  const colour = colourOf(values, output);
  const number = await numberOf(instance, wanted);
  const scope = await scopeOf(instance, number, values);
  const plan = await planOf(instance, number, scope);
  const chosen = { installModules: values['install-modules'], removeModules: values['remove-modules'] };

  const nothing = plan.runsAlready;
  if (!values.json) {
    output.write(nothing ? `Version ${number} runs already.\n` : planText(plan, chosen, colour));
  }
  if (nothing || values['dry-run']) {
    if (values.json) output.write(jsonText({ format: 1, plan }));
    return exitCodes.well;
  }
  if (!(await agreed(plan, place, values.yes, surroundings))) return exitCodes.failed;

  const body = { rev: plan.rev, scope, ...chosen, note: values.note };
  const restored = await carryOut(instance, number, body, surroundings);
  output.write(
    values.json
      ? jsonText({ format: 1, plan, restored })
      : restoredText(restored, place, scope !== undefined, colour),
  );
  const attention = restored.notices.some(({ code }) => code !== runsAlready);
  return attention ? exitCodes.attention : exitCodes.well;
}

export const restore: Action = {
  name: 'restore',
  summary: 'deploys a version again, whole or in parts',
  usage,
  run,
};
