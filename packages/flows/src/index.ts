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
export type { FlowsDifference, NodeDifference, PartDifference, PropertyDifference } from './difference.ts';
export { differenceBetween } from './difference-between.ts';
export { type DividedAgain, divideAgain } from './divide-again.ts';
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
export { type FoundItem, findItems } from './find-items.ts';
export { identity } from './item-pairs.ts';
export { type DifferenceLine, type LineHunk, lineDifference } from './line-difference.ts';
export { mergeFlows } from './merge/merge-flows.ts';
export type { Merged, Scope, ScopeProblem } from './merge/scope.ts';
export { nameOf } from './name-of.ts';
export { narrowTo } from './narrow.ts';
export type { CodeLanguage, PropertyKind } from './property-kind.ts';
export { TouchFinder } from './touched/item.ts';
export type { Place, Touch, TouchedItem, TouchReason } from './touched/touched.ts';
export { type TouchOptions, touchedBy } from './touched/touched-by.ts';
