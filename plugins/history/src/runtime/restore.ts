import { createHash } from 'node:crypto';
import type { FlowItem } from '@millwright/flows';
import type { Credentials, FlowsState, Host, Operation } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { historyErrors } from '../common/errors.ts';
import type { Restored } from '../common/version.ts';
import type { VersionContent } from './archive/messages.ts';
import type { ArchiveClient } from './archive-client.ts';
import { credentialsText, credentialsToSet } from './credentials.ts';
import { noticeOf } from './notice.ts';
import { type Recorder, type RestoreNote, restoreNote } from './recorder.ts';

interface Tools {
  readonly host: Pick<Host, 'operate' | 'nodeRed' | 'onFlowsStarted'>;
  readonly archive: ArchiveClient;
  readonly recorder: Recorder;
}

/** How long an answer waits for the flows to start. Ten thousand nodes take about four seconds. */
const startsWithin = 10_000;

/**
 * Deploys a version again, flows and credentials as they were. What runs now is a version first, so that there is a
 * way back. While it lasts no other deploy gets in between; it has been made when its flows begin to start, and others
 * need not wait until they have.
 *
 * @param rev refuses with 409 unless this revision runs
 * @throws `history.*` and `store.*`, `runtime.busy`, and whoever refuses the deploy
 */
export async function restoreVersion(
  tools: Tools,
  number: number,
  rev: string | undefined,
): Promise<Restored> {
  const { host } = tools;
  const start = listenForStart(host);
  try {
    const restored = await host.operate(
      { name: 'history.restore', locks: ['flows'], target: { kind: 'version', id: String(number) } },
      (operation) => restore(tools, operation, { number, rev, start }),
    );
    if (await start.within(startsWithin)) return restored;
    const notices = [...restored.notices, noticeOf(historyErrors.notStarted({ number }))];
    return { ...restored, notices };
  } finally {
    start.cancel();
  }
}

interface Wanted {
  readonly number: number;
  readonly rev: string | undefined;
  readonly start: StartListener;
}

async function restore(
  tools: Tools,
  operation: Operation,
  { number, rev, start }: Wanted,
): Promise<Restored> {
  const { host, archive, recorder } = tools;
  const content = await archive.read(number);
  const before = host.nodeRed.getFlows();
  if (!before) throw historyErrors.noFlows();
  if (rev !== undefined && rev !== before.rev) throw historyErrors.staleRevision();

  const { number: safety } = await recorder.keepRunning({ safetyFor: number });
  if (runs(tools, content)) {
    const notices = [noticeOf(historyErrors.runsAlready({ number }))];
    return { restored: number, safety, version: safety, rev: before.rev, notices };
  }
  const wanted = revisionOf(content.flows);
  let same = false;
  operation.notes.set(restoreNote, {
    number,
    applied: (around) => {
      same = around.rev === wanted && around.credentials === content.credentials;
    },
  } satisfies RestoreNote);
  start.expect(wanted);
  await deploy(tools, content, before);
  if (!same) throw historyErrors.restoreDiffers({ number, safety });
  const kept = await recorder.keepRunning().then(
    ({ number: version }) => ({ version, notices: [] }),
    // It is deployed: that it could not be kept is no reason to say that it failed.
    (error: unknown) => ({ notices: [noticeOf(error)] }),
  );
  return { restored: number, safety, rev: wanted, ...kept };
}

/** Whether exactly this runs: the same bytes of flows, the same credentials. */
function runs({ host: { nodeRed } }: Tools, { flows, credentials }: VersionContent): boolean {
  const state = nodeRed.getFlows();
  return (
    state?.rev === revisionOf(flows) &&
    credentialsText(state.items, (id) => nodeRed.credentials(id)) === credentials
  );
}

async function deploy(
  { host }: Tools,
  { version: { number }, flows: text, credentials }: VersionContent,
  before: FlowsState,
): Promise<void> {
  const { nodeRed } = host;
  const flows = JSON.parse(text) as FlowItem[];
  const wanted = JSON.parse(credentials) as Credentials;
  const former = JSON.parse(credentialsText(before.items, (id) => nodeRed.credentials(id))) as Credentials;
  const set = credentialsToSet(flows, wanted, (id) => nodeRed.credentials(id));
  try {
    await nodeRed.setFlows({
      flows,
      ...(set ? { credentials: set } : {}),
      deploymentType: 'full',
      rev: before.rev,
    });
  } catch (error) {
    putBack(host, before, former);
    if (isCodedError(error)) throw error;
    throw historyErrors.restoreFailed({ number, reason: reasonOf(error) }, { cause: error });
  }
}

/** Node-RED takes credentials into its memory before it writes the flows, and leaves them there if that fails. */
function putBack({ nodeRed }: Pick<Host, 'nodeRed'>, { items }: FlowsState, former: Credentials): void {
  const changed = credentialsToSet(items, former, (id) => nodeRed.credentials(id)) ?? {};
  for (const [id, credentials] of Object.entries(changed)) nodeRed.setCredentials(id, credentials);
}

const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? error.message || String((error as { code?: unknown }).code ?? error.name)
    : String(error);

const revisionOf = (text: string): string => createHash('sha256').update(text).digest('hex');

interface StartListener {
  /** From now on, flows of this revision are to start. */
  expect(rev: string): void;
  /** @returns false if those that were expected run, but did not start in so many milliseconds */
  within(milliseconds: number): Promise<boolean>;
  cancel(): void;
}

/** Listens before the deploy is made, since small flows start at once. */
function listenForStart(host: Pick<Host, 'onFlowsStarted' | 'nodeRed'>): StartListener {
  let expected: string | undefined;
  let seen: () => void;
  const started = new Promise<void>((resolve) => {
    seen = resolve;
  });
  const cancel = host.onFlowsStarted(({ state }) => {
    if (state.rev === expected) seen();
  });
  return {
    cancel,
    expect(rev) {
      expected = rev;
    },
    async within(milliseconds) {
      if (expected === undefined) return true;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => {
        // Somebody may have deployed other flows meanwhile.
        timer = setTimeout(() => resolve(host.nodeRed.getFlows()?.rev !== expected), milliseconds);
      });
      try {
        return await Promise.race([started.then(() => true), late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
