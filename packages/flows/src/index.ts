export { canonicalText } from './canonical.ts';
export type { ChangeState, FlowsChange, NodeChange, NodeCounts, PartChange } from './change.ts';
export { changeBetween, noChange } from './change-between.ts';
export {
  type ChangeLine,
  changeTextKeys,
  describeChange,
  type PartOverview,
  type Translate,
} from './describe-change.ts';
export {
  divideFlows,
  emptyDocument,
  type FlowDocument,
  type FlowItem,
  type FlowPart,
  flowsItems,
  flowsText,
  type PartKind,
  partItems,
  partKey,
  type Run,
  sameTexts,
  withoutCredentials,
} from './document.ts';
