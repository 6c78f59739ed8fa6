import type { Version } from './answers.ts';

/** A version as history answers it: a deploy by anna that changed nothing, but for the fields that are given. */
export function madeUp(fields: Partial<Version> = {}): Version {
  return {
    number: 12,
    pinned: false,
    time: new Date(2026, 10, 25, 22, 31).getTime(),
    actor: { kind: 'user', name: 'anna' },
    operation: 'flows.deploy',
    change: { parts: [], reordered: false },
    credentialsChanged: false,
    modulesChanged: false,
    credentials: [],
    modules: [],
    state: 'old',
    asFound: false,
    ...fields,
  };
}
