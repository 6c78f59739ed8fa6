import type { Host, InstalledModule } from '@millwright/runtime';
import { historyErrors } from '../../common/errors.ts';
import type { RestorePlan, Scope } from '../../common/restoring.ts';
import type { VersionContent } from '../archive/messages.ts';
import type { ArchiveClient } from '../archive-client.ts';
import { runningSide } from '../compare/sent-side.ts';
import { credentialsText } from '../credentials.ts';
import { type Intended, intend } from './intended.ts';
import { missingTypes } from './missing-types.ts';
import { planModules } from './module-plan.ts';

type NodeRed = Host['nodeRed'];

/** What a restore would do, with all that it takes to do it. Holds plain credentials: memory only. */
export interface Preparation {
  readonly intended: Intended;
  readonly runsAlready: boolean;
  readonly modules: RestorePlan['modules'];
  /** Of what is restored, all that nothing provides now. */
  readonly missingTypes: readonly string[];
  /** Those of them that nothing that runs now lacks too. */
  readonly newlyMissing: readonly string[];
  /** Modules of the version. */
  readonly kept: readonly InstalledModule[];
}

/** Whether only some of a version is restored. */
export const isPartly = (scope: Scope | undefined): boolean =>
  scope?.parts !== undefined || scope?.nodes !== undefined;

/**
 * Works out a restore against what runs at this moment.
 *
 * @throws `history.no-flows`, `history.choice-unknown`, `history.choice-in-use`, `history.choice-ring`
 */
export function prepare(content: VersionContent, scope: Scope | undefined, nodeRed: NodeRed): Preparation {
  const running = nodeRed.getFlows();
  if (!running) throw historyErrors.noFlows();
  const credentials = credentialsText(running.items, (id) => nodeRed.credentials(id));
  const intended = intend(content, scope, running, credentials);
  const isProvided = (type: string): boolean => nodeRed.hasNodeType(type);
  const missing = missingTypes(intended.items, isProvided, ({ id }) => intended.isTaken(id));
  const missingNow = missingTypes(running.items, isProvided);
  const kept = JSON.parse(content.modules) as InstalledModule[];
  return {
    intended,
    runsAlready: intended.rev === running.rev && intended.credentials === credentials,
    modules: planModules({
      kept,
      installed: nodeRed.modules(),
      items: intended.items,
      missingTypes: missing,
      scoped: isPartly(scope),
    }),
    missingTypes: missing,
    newlyMissing: missing.filter((type) => !missingNow.includes(type)),
    kept,
  };
}

/**
 * What a restore would change; changes nothing.
 *
 * @throws `history.version-*`, `history.no-flows`, `history.choice-unknown`, `history.choice-in-use`, `history.choice-ring`
 */
export async function planRestore(
  { archive, nodeRed }: { readonly archive: ArchiveClient; readonly nodeRed: NodeRed },
  number: number,
  scope: Scope | undefined,
): Promise<RestorePlan> {
  const [content, credentialsMissing] = await Promise.all([
    archive.read(number),
    archive.credentialsMissing(number),
  ]);
  const { intended, runsAlready, modules, missingTypes: types } = prepare(content, scope, nodeRed);
  const running = runningSide(nodeRed);
  const { document, credentials, rev, isTaken, needed } = intended;
  const change = await archive.compare([running, { ...running, kind: 'given', document, credentials, rev }]);
  return {
    number,
    rev: running.rev ?? '',
    runsAlready,
    change: rev === content.rev ? { ...change, after: { kind: 'version', number, rev } } : change,
    needed: [...needed],
    modules,
    missingTypes: [...types],
    credentialsMissing: credentialsMissing.filter(({ id }) => isTaken(id)),
    notices: [],
  };
}
