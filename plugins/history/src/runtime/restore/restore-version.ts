import type { Host, Operation } from '@millwright/runtime';
import { historyErrors } from '../../common/errors.ts';
import type { RestoreBody } from '../../common/restoring.ts';
import { topics } from '../../common/routes.ts';
import type { Notice, Restored } from '../../common/version.ts';
import type { VersionContent } from '../archive/messages.ts';
import type { ArchiveClient } from '../archive-client.ts';
import { noticeOf } from '../notice.ts';
import { type Recorder, type RestoreNote, restoreNote } from '../recorder.ts';
import { deploy } from './deploy.ts';
import type { Intended } from './intended.ts';
import { installModules, removeModules } from './modules.ts';
import { isPartly, type Preparation, prepare } from './plan-restore.ts';
import type { RestoreRun, RestoreRuns } from './progress.ts';
import { listenForStart, type StartListener } from './start-listener.ts';

export interface RestoreTools {
  readonly host: Pick<Host, 'operate' | 'nodeRed' | 'onFlowsStarted' | 'log' | 'publish'>;
  readonly archive: ArchiveClient;
  readonly recorder: Recorder;
  readonly runs: RestoreRuns;
}

/** How long an answer waits for the flows to start. Ten thousand nodes take about four seconds. */
const startsWithin = 10_000;

/**
 * Deploys a version again, or parts of it, flows and credentials as they were. What runs now is a version first, so
 * that there is a way back. While it lasts no other deploy gets in between; it has been made when its flows begin to
 * start, and others need not wait until they have.
 *
 * @throws `history.*` and `store.*`, `runtime.busy`, and whoever refuses the deploy
 */
export async function restoreVersion(
  tools: RestoreTools,
  number: number,
  body: RestoreBody,
): Promise<Restored> {
  const { host, archive, runs } = tools;
  const start = listenForStart(host);
  const run = runs.begin(number);
  try {
    // Before others have to wait: a slow disk holds up no deploy, and what a version holds never changes.
    const content = await archive.read(number);
    const restored = await host.operate(
      {
        name: isPartly(body.scope) ? 'history.restore.parts' : 'history.restore',
        action: 'history.restore',
        locks: body.installModules || body.removeModules ? ['modules', 'flows'] : ['flows'],
        target: { kind: 'version', id: String(number) },
        ...(body.note === undefined ? {} : { note: body.note }),
      },
      (operation) => restore(tools, operation, { number, content, body, start, run }),
    );
    if (await start.within(startsWithin)) return restored;
    const notices = [...restored.notices, noticeOf(historyErrors.notStarted({ number }))];
    return { ...restored, notices };
  } finally {
    run.end();
    start.cancel();
  }
}

interface Wanted {
  readonly number: number;
  readonly content: VersionContent;
  readonly body: RestoreBody;
  readonly start: StartListener;
  readonly run: RestoreRun;
}

async function restore(tools: RestoreTools, operation: Operation, wanted: Wanted): Promise<Restored> {
  const { host, recorder } = tools;
  const { number, content, body, start, run } = wanted;
  run.enter('reading');
  const before = host.nodeRed.getFlows();
  if (!before) throw historyErrors.noFlows();
  if (body.rev !== undefined && body.rev !== before.rev) throw historyErrors.staleRevision();

  const plan = prepare(content, body.scope, host.nodeRed);
  refuseMissing(plan, body.installModules ?? false);
  const { number: safety } = await recorder.keepRunning({ safetyFor: number });
  if (plan.runsAlready) {
    const notices = [noticeOf(historyErrors.runsAlready({ number }))];
    return { restored: number, safety, version: safety, rev: before.rev, notices };
  }

  const missing = body.installModules ? plan.modules.missing.filter(({ local }) => !local) : [];
  const superfluous = body.removeModules ? plan.modules.superfluous : [];
  run.expect(missing.length + superfluous.length);
  const installed = await installModules(host, missing, plan.kept, run);
  const faults: Notice[] = [];
  try {
    run.enter('deploying');
    // Anew: while npm was at work, nodes that stay may have written credentials.
    const { intended } = prepare(content, body.scope, host.nodeRed);
    const applied = noteApplied(operation, number, intended);
    start.expect(intended.rev);
    const { fault } = await deploy(host, number, intended, before);
    if (fault !== undefined) {
      start.giveUp();
      faults.push(noticeOf(historyErrors.restoredWithFault({ number, safety, reason: fault })));
    }
    // After a fault the deploy had no commit.
    const isSame = fault === undefined ? applied.same : host.nodeRed.getFlows()?.rev === intended.rev;
    if (!isSame) throw historyErrors.restoreDiffers({ number, safety });
  } catch (error) {
    if (!historyErrors.restoreDiffers.is(error)) await installed.undo();
    throw error;
  }
  const { rev } = host.nodeRed.getFlows() ?? before;
  host.publish(topics.restored, { restored: number, rev, partly: isPartly(body.scope) });
  const removed = await removeModules(host, superfluous, run);
  run.enter('starting');
  const { notices, ...kept } = await keep(recorder);
  return {
    restored: number,
    safety,
    rev,
    ...kept,
    notices: [...faults, ...installed.notices, ...removed, ...notices],
  };
}

/** Compares at the deploy's commit: no node has started then, and nodes may write credentials as they start. */
function noteApplied(
  operation: Operation,
  number: number,
  { rev, credentials }: Intended,
): { readonly same: boolean } {
  const applied = { same: false };
  operation.notes.set(restoreNote, {
    number,
    applied: (around) => {
      const now = around();
      applied.same = now.rev === rev && now.credentials === credentials;
    },
  } satisfies RestoreNote);
  return applied;
}

/** It is deployed: that it could not be kept is no reason to say that it failed. */
async function keep(recorder: Recorder): Promise<{ version?: number; notices: readonly Notice[] }> {
  try {
    const { number: version } = await recorder.keepRunning();
    return { version, notices: [] };
  } catch (error) {
    return { notices: [noticeOf(error)] };
  }
}

/**
 * A module that came from a file is never fetched: under its name the registry may have one of somebody else.
 *
 * @throws `history.modules-by-hand`, `history.modules-missing`
 */
function refuseMissing({ newlyMissing, modules, kept }: Preparation, installs: boolean): void {
  if (newlyMissing.length === 0) return;
  const inWords = (missing: typeof modules.missing): string =>
    missing.map(({ name, version }) => `${name} ${version}`).join(', ');
  const types = newlyMissing.join(', ');
  const typesOf = new Map(kept.map((module) => [module.name, module.types]));
  const explained = new Set([...typesOf.values()].flatMap((own = []) => own));
  const unexplained = newlyMissing.some((type) => !explained.has(type));
  // Of what is loaded only with the next start, Node-RED does not say which types it has.
  const provides = (name: string): boolean =>
    typesOf.get(name)?.some((type) => newlyMissing.includes(type)) ?? unexplained;
  const byHand = modules.missing.filter(({ name, local }) => local && provides(name));
  if (byHand.length > 0) throw historyErrors.modulesByHand({ types, modules: inWords(byHand) });
  if (!installs) throw historyErrors.modulesMissing({ types, modules: inWords(modules.missing) });
}
