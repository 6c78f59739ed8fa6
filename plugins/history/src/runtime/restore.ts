import { createHash } from 'node:crypto';
import type { FlowItem } from '@millwright/flows';
import type { Credentials, FlowsState, Host } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { historyErrors } from '../common/errors.ts';
import type { Notice, Restored } from '../common/version.ts';
import type { VersionContent } from './archive/messages.ts';
import type { ArchiveClient } from './archive-client.ts';
import { credentialsText, credentialsToSet } from './credentials.ts';
import { noticeOf } from './notice.ts';
import { type Recorder, restoredFrom } from './recorder.ts';

interface Tools {
  readonly host: Pick<Host, 'operate' | 'nodeRed' | 'onFlowsStarted'>;
  readonly archive: ArchiveClient;
  readonly recorder: Recorder;
}

/** How long an answer waits for the flows to start. Ten thousand nodes take about four seconds. */
const startsWithin = 10_000;

/**
 * Deploys a version again, flows and credentials as they were. What runs now is a version first, so that there is a
 * way back. While it lasts no other deploy gets in between.
 *
 * @param rev refuses with 409 unless this revision runs
 * @throws `history.*` and `store.*`, `runtime.busy`, and whoever refuses the deploy
 */
export function restoreVersion(tools: Tools, number: number, rev: string | undefined): Promise<Restored> {
  const { host, archive, recorder } = tools;
  return host.operate(
    { name: 'history.restore', locks: ['flows'], target: String(number) },
    async (operation) => {
      const content = await archive.read(number);
      const before = host.nodeRed.getFlows();
      if (!before) throw historyErrors.noFlows();
      if (rev !== undefined && rev !== before.rev) throw historyErrors.staleRevision();

      const { number: safety } = await recorder.keepRunning({ safetyFor: number });
      if (runs(tools, content)) {
        const notices = [noticeOf(historyErrors.runsAlready({ number }))];
        return { restored: number, safety, version: safety, rev: before.rev, notices };
      }
      operation.notes.set(restoredFrom, number);
      const notices = await deploy(tools, content, before);
      if (!runs(tools, content)) throw historyErrors.restoreDiffers({ number, safety });
      const { number: version } = await recorder.keepRunning();
      return { restored: number, safety, version, rev: revisionOf(content.flows), notices };
    },
  );
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
): Promise<Notice[]> {
  const { nodeRed } = host;
  const flows = JSON.parse(text) as FlowItem[];
  const wanted = JSON.parse(credentials) as Credentials;
  const former = JSON.parse(credentialsText(before.items, (id) => nodeRed.credentials(id))) as Credentials;
  const set = credentialsToSet(flows, wanted, (id) => nodeRed.credentials(id));
  const started = untilStarted(host, revisionOf(text));
  try {
    await nodeRed.setFlows({
      flows,
      ...(set ? { credentials: set } : {}),
      deploymentType: 'full',
      rev: before.rev,
    });
  } catch (error) {
    started.cancel();
    putBack(host, before, former);
    if (isCodedError(error)) throw error;
    throw historyErrors.restoreFailed({ number, reason: reasonOf(error) }, { cause: error });
  }
  return (await started.within(startsWithin)) ? [] : [noticeOf(historyErrors.notStarted({ number }))];
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

/** Listens before the deploy is made, since small flows start at once. */
function untilStarted(host: Pick<Host, 'onFlowsStarted'>, rev: string) {
  let seen: () => void;
  const start = new Promise<true>((resolve) => {
    seen = () => resolve(true);
  });
  const cancel = host.onFlowsStarted(({ state }) => {
    if (state.rev === rev) seen();
  });
  return {
    cancel,
    async within(milliseconds: number): Promise<boolean> {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<false>((resolve) => {
        timer = setTimeout(() => resolve(false), milliseconds);
      });
      try {
        return await Promise.race([start, late]);
      } finally {
        clearTimeout(timer);
        cancel();
      }
    },
  };
}
