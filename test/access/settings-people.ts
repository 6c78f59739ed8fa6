import { type NodeRedProcess, startNodeRed, type Target } from '@millwright/testing';
import { type AccessInstance, setUpAccess, setUpCode } from './access.ts';
import { anna, Secured } from './secure/secured.ts';

/** A way by which people log in past the local users. */
export interface Way {
  readonly title: string;
  /** Whom `settings.js` has. */
  readonly users: readonly (typeof anna)[];
  readonly isSecure: boolean;
}

export const ways: readonly Way[] = [
  { title: 'adminAuth in settings.js', users: [anna], isSecure: false },
  { title: 'secure.cjs and adminAuth', users: [anna], isSecure: true },
  { title: 'secure.cjs alone', users: [], isSecure: true },
];

export interface Started {
  readonly nodeRed: NodeRedProcess;
  readonly access: AccessInstance;
  stop(): Promise<void>;
}

/** A Node-RED with a local owner beside whom `settings.js` has. */
export async function startBeside(
  { users, isSecure }: Way,
  target: Target,
  everyone?: string,
): Promise<Started> {
  const options = { target, only: ['node-red-access'], ...(users.length > 0 ? { users } : {}) };
  const secured = isSecure ? await Secured.start(options) : undefined;
  const nodeRed = secured?.nodeRed ?? (await startNodeRed(options));
  const stop = (): Promise<void> => (secured ?? nodeRed).stop();
  try {
    const [user] = users;
    const token = user
      ? await nodeRed.token(user.username, user.password)
      : await nodeRed.token('setup', setUpCode(nodeRed), '');
    const access = await setUpAccess(nodeRed, { token, ...(everyone ? { everyone } : {}) });
    return { nodeRed, access, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
