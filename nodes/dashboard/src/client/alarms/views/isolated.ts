import { h, type VNode } from 'vue';

/** Texts in one line, each with its own direction: marks of direction in one of them do not turn what stands beside it. */
export const isolated = (texts: readonly string[]): (VNode | string)[] =>
  texts.flatMap((text, index) => [...(index > 0 ? [' · '] : []), h('bdi', text)]);
