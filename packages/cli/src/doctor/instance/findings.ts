import type { DoorStatus } from '@millwright/schema';
import { attention, type Finding, fails, unchecked, works } from '../finding.ts';
import { nodeFinding } from '../node-version.ts';
import type { InstanceSettings } from './settings.ts';

type Copy = DoorStatus['copies'][number];
type Running = NonNullable<DoorStatus['running']>[number];

/** An operation that takes longer than this is worth a look; the installation of a big package stays below. */
const longMilliseconds = 5 * 60 * 1000;

/** Who may use the admin side. Node-RED names a user wherever a log-in is configured. */
export function logInFinding({ user }: InstanceSettings): Finding {
  if (user === undefined) {
    return attention(
      'log-in',
      'Nobody has to log in: whoever reaches this address may change the flows',
      'Set up adminAuth in settings.js, then restart Node-RED',
    );
  }
  return user.anonymous === true
    ? works('log-in', 'A log-in is configured; without one, a default user may look')
    : works(
        'log-in',
        `A log-in is configured; this token belongs to ${user.username ?? 'a user without a name'}`,
      );
}

/** What the self-test of Millwright's door says, as findings. `now` is the time of this machine. */
export function statusFindings(status: DoorStatus, now: Date): readonly Finding[] {
  return [
    status.node === undefined
      ? unchecked('node', 'Which Node.js runs it is not told by this version of Millwright')
      : nodeFinding(status.node),
    ...status.checks.map(checkFinding),
    ...selfTest(status),
    ...status.copies.map(copyFinding),
    ...lockstep(status.copies),
    ...runningFindings(status.running, now),
    ...routeFindings(status.routes),
  ];
}

function checkFinding({ id, ok, message }: DoorStatus['checks'][number]): Finding {
  return ok
    ? works(`check.${id}`, message)
    : fails(`check.${id}`, message, "Do what it says; Node-RED's log around its start has more");
}

/** A newer instance may know of something that this command does not, and is then believed. */
function selfTest({ ok, checks }: DoorStatus): readonly Finding[] {
  if (ok || checks.some((check) => !check.ok)) return [];
  return [
    attention(
      'self-test',
      'Its self-test is not content, and names no check that fails',
      'Open the status chip in a sidebar of its editor',
    ),
  ];
}

function copyFinding({ plugin, packageName, version, state, message = '', onDisk }: Copy): Finding {
  const id = `copy.${plugin}`;
  const title = `${packageName} ${version} (${plugin})`;
  const because = message === '' ? '' : `: ${message}`;
  if (state === 'failed') {
    return fails(id, `${title} failed at its start${because}`, 'Mend the cause, then restart Node-RED');
  }
  if (state === 'passive') {
    return fails(
      id,
      `${title} does nothing${because}`,
      message === '' ? "Look in Node-RED's log around its start why" : 'Do what it says',
    );
  }
  if (onDisk !== undefined && onDisk !== version) {
    return attention(id, `${title} runs, but ${onDisk} lies on disk`, 'Restart Node-RED');
  }
  return state === 'owner' || state === 'attached'
    ? works(id, `${title} runs${state === 'owner' ? ', and is in charge' : ''}`)
    : unchecked(
        id,
        `${title} is in a state that this command does not know (${state})`,
        'Update this command',
      );
}

function lockstep(copies: readonly Copy[]): readonly Finding[] {
  const versions = [...new Set(copies.map(({ version }) => version))];
  if (versions.length < 2) return [];
  return [
    attention(
      'versions',
      `Packages of Millwright of several versions run together: ${versions.join(', ')}`,
      'Install the same version of all, then restart Node-RED',
    ),
  ];
}

function runningFindings(running: readonly Running[] | undefined, now: Date): readonly Finding[] {
  if (running === undefined) {
    return [unchecked('running', 'Running operations are not told by this version of Millwright')];
  }
  if (running.length === 0) return [works('running', 'No operation is running')];
  return running.map(({ name, actor, since, locks }) => {
    const held = locks.length === 0 ? '' : `, holds ${locks.join(', ')}`;
    const message = `${name} by ${actor} is running since ${since}${held}`;
    return now.getTime() - Date.parse(since) < longMilliseconds
      ? works('running', message)
      : attention(
          'running',
          message,
          "That is long: look in Node-RED's log what it waits for; a restart of Node-RED ends it",
        );
  });
}

function routeFindings(routes: DoorStatus['routes']): readonly Finding[] {
  if (routes === undefined) {
    return [unchecked('routes', 'Routes of other nodes are not told by this version of Millwright')];
  }
  const open = routes.filter((route) => route.open);
  if (open.length === 0) {
    const count = routes.length === 1 ? '1 route' : `${routes.length} routes`;
    return [works('routes', `No route of other nodes is known to answer without a log-in (${count} seen)`)];
  }
  return open.map(({ method, path }) =>
    attention(
      'routes',
      `${method} ${path}, a route of another node, answers without a log-in`,
      'Either its package asks for no permission there, or adminAuth.default in settings.js lets everybody read. Look whether what it tells may be known to everybody; else remove the package or ask its author, or take the default user away',
    ),
  );
}
