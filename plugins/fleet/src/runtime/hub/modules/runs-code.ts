import type { FlowItem } from '@millwright/flows';

/** Types of nodes that run what is written in them: whoever edits such flows can do what the process can. */
const codeTypes: ReadonlySet<unknown> = new Set(['exec', 'function']);

export const isCodeType = (type: unknown): boolean => codeTypes.has(type);

export const runsCode = (items: readonly FlowItem[]): boolean =>
  items.some(({ type, d }) => d !== true && isCodeType(type));
