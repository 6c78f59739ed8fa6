import type { Operation, Phase } from '@millwright/runtime';

/** What a probe keeps of an operation: JSON that tests compare. */
export function describe(operation: Operation, phases: readonly Phase[]) {
  const { flows } = operation;
  return {
    id: operation.id,
    correlation: operation.correlation,
    parent: operation.parent?.id,
    name: operation.name,
    action: operation.action,
    kind: operation.kind,
    actor: operation.actor,
    source: operation.source,
    target: operation.target,
    note: operation.note,
    outcome: operation.outcome,
    warnings: operation.warnings,
    phases,
    flows: flows && {
      deploymentType: flows.deploymentType,
      before: flows.before?.rev,
      result: flows.result?.rev,
      candidateText: JSON.stringify(flows.candidate),
      candidateIsResult: flows.result?.document === flows.candidate,
      credentialsTouched: flows.credentialsTouched,
      changed: flows.change().parts.map(({ kind, id, state }) => ({ kind, id, state })),
    },
  };
}

export type Described = ReturnType<typeof describe>;
