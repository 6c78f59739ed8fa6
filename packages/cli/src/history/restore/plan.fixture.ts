import type { Plan } from '../answers.ts';

/** A plan as history answers it, that changes nothing but for the fields that are given. */
export function planned(fields: Partial<Plan> = {}): Plan {
  return {
    number: 12,
    rev: 'r',
    runsAlready: false,
    change: {
      parts: [],
      reordered: false,
      modules: [],
      settings: [],
      credentials: [],
      unknown: [],
      names: {},
    },
    needed: [],
    modules: { missing: [], superfluous: [], other: [] },
    missingTypes: [],
    credentialsMissing: [],
    notices: [],
    ...fields,
  };
}
