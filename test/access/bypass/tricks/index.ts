import type { Trick } from '../trick.ts';
import { accessTricks } from './access.ts';
import { credentialTricks } from './credentials.ts';
import { deploys } from './deploys.ts';
import { dressed } from './dressed.ts';
import { historyTricks } from './history.ts';
import { instanceTricks } from './instance.ts';
import { liveTricks } from './live.ts';
import { moduleTricks } from './modules.ts';
import { singleFlows } from './single-flows.ts';

/** Every way round that has been thought of. */
export const tricks: readonly Trick[] = [
  ...deploys,
  ...credentialTricks,
  ...singleFlows,
  ...instanceTricks,
  ...dressed,
  ...historyTricks,
  ...accessTricks,
  ...liveTricks,
  // Last, since they take npm a while.
  ...moduleTricks,
];
