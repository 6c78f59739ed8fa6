import type { Host } from '@millwright/runtime';
import { accessErrors } from '../common/errors.ts';
import { setUpUser } from '../common/state.ts';
import type { Dashboards } from './dashboard/dashboards.ts';
import type { Loading } from './loading.ts';
import type { LogInWay } from './log-in.ts';
import { asOperation } from './operations.ts';
import type { Problems } from './problems.ts';
import { RevertTimer } from './rules/revert-timer.ts';
import type { Rules } from './rules/rules.ts';
import type { Sessions } from './sessions.ts';
import type { SetUpCode } from './set-up/code.ts';
import { codeIn } from './set-up/set-up.ts';
import type { Changes } from './store/changes.ts';

/** How long Node-RED's start waits for rules and log-in, in ms: until they are there, nobody may do anything. */
const startPatience = 9_000;
/** How often it is tried again while rules cannot be read, or an unconfirmed change cannot be undone. */
const retryEvery = 10_000;

export interface StartTools {
  readonly host: Host;
  readonly rules: Rules;
  readonly loading: Loading;
  readonly way: LogInWay;
  readonly code: SetUpCode;
  readonly changes: Changes;
  readonly problems: Problems;
  readonly sessions: Sessions;
  readonly dashboards: Pick<Dashboards, 'lookForPeople'>;
  /** An owner may be made once more. */
  readonly recovers: boolean;
  readonly directory: string;
}

/** Brings what is kept into effect. It never throws: a plugin that did not start would guard nothing. */
export async function start(tools: StartTools): Promise<void> {
  const { host, rules, loading, way, problems } = tools;
  keepReverting(tools);
  if (loading.isNeeded) rules.close();
  await withinPatience(begin(tools));

  const retry = setInterval(() => {
    if (loading.canBeRetried) void loading.load();
  }, retryEvery).unref();
  host.onDispose(() => clearInterval(retry));
  host.onReady(() => {
    const passive = host.status().checks.find(({ id, ok }) => id === 'capture' && !ok);
    if (!passive) return;
    const problem = accessErrors.doorPassive({ reason: passive.message });
    problems.set('door', problem);
    way.fail(problem);
  });
}

async function begin(tools: StartTools): Promise<void> {
  const { rules, loading, sessions, dashboards, recovers } = tools;
  if (loading.isNeeded) await loading.load();
  sessions.look();
  if (rules.phase() === 'off' || recovers) offerSetUp(tools);
  await provide(tools);
  await dashboards.lookForPeople();
}

/** Whoever has to log in can: by what is kept here, and with `secure.cjs` for the set-up too. */
async function provide({ way, rules, problems, recovers }: StartTools): Promise<void> {
  if (rules.phase() === 'off' && way.kind !== 'secure' && !recovers) return;
  try {
    await way.provide();
    problems.set('log-in');
  } catch (error) {
    problems.set('log-in', error);
  }
}

function offerSetUp({ host, code, directory, recovers, way }: StartTools): void {
  const { code: text, problem } = code.make();
  const where = problem === undefined ? ` It also stands in ${codeIn(directory)}.` : '';
  const why = recovers
    ? 'Access is being recovered: one more owner may be made.'
    : 'Nobody owns this Node-RED yet.';
  // With a log-in before it, the sidebar cannot be reached without the code.
  const how =
    recovers || way.kind === 'secure'
      ? `log in as \`${setUpUser}\` with this code as password, and give it again in the sidebar "Access"`
      : 'open the sidebar "Access" and give this code';
  host.log.info(`${why} To set up who may do what, ${how}: ${text}.${where}`);
}

/** An unconfirmed change of the rules goes back by itself, also when its time passed while Node-RED did not run. */
function keepReverting({ host, rules, changes }: StartTools): void {
  const timer = new RevertTimer({
    now: Date.now,
    retryAfter: retryEvery,
    after: (milliseconds, work) => {
      const timeout = setTimeout(work, milliseconds).unref();
      return () => clearTimeout(timeout);
    },
    revert: () =>
      asOperation(host, 'policy.revert', undefined, () =>
        changes.inTurn(async () => {
          await rules.lookForOwners();
          const part = rules.pending && rules.pending.revertsAt <= Date.now() && rules.revert();
          if (part) await changes.write([part]);
        }),
      ),
  });
  rules.onChange(() => timer.set(rules.pending?.revertsAt));
  host.onDispose(() => timer.set(undefined));
}

/** What takes longer goes on beside Node-RED's start. */
async function withinPatience(work: Promise<void>): Promise<void> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, startPatience);
  });
  await Promise.race([work, late]);
  clearTimeout(timeout);
}
