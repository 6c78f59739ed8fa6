import { type Action, actions } from '@millwright/access';
import type { AccessTexts } from '../texts.ts';

/** Actions that belong together, named by what stands before their first dot. */
export interface ActionArea {
  readonly area: string;
  readonly actions: readonly Action[];
}

/** Within an area: what only looks first, what destroys last; the kinds of deploy as in Node-RED's menu. */
const verbs = [
  'read',
  'connect',
  'full',
  'flows',
  'nodes',
  'reload',
  'run',
  'use',
  'toggle',
  'acknowledge',
  'reset',
  'shelve',
  'service',
  'snapshot',
  'edit',
  'update',
  'write',
  'send',
  'install',
  'enable',
  'restore',
  'remove',
  'delete',
];
const rank = (action: string): number => verbs.indexOf(action.split('.').at(-1) ?? '');

const areaOf = (action: string): string => action.split('.')[0] ?? action;

/** All actions, in the order in which people meet them. */
export const actionAreas: readonly ActionArea[] = orderedAreas();

function orderedAreas(): readonly ActionArea[] {
  const order = [
    'flow',
    'deploy',
    'inject',
    'debug',
    'alarm',
    'dashboard',
    'credential',
    'context',
    'library',
    'module',
    'history',
    'audit',
  ];
  const found = Map.groupBy(actions, areaOf);
  const named = order.filter((area) => found.has(area));
  const others = [...found.keys()].filter((area) => !named.includes(area));
  return [...named, ...others].map((area) => ({
    area,
    actions: (found.get(area) ?? []).toSorted((one, other) => rank(one) - rank(other)),
  }));
}

/** `all of modules`, `edit flows`: what a pattern of actions stands for, to follow "may". */
export function actionText(pattern: string, texts: AccessTexts): string {
  if (pattern === '*') return texts('actions.everything');
  if (pattern.endsWith('.*')) return texts('actions.all', { area: areaText(areaOf(pattern), texts) });
  return texts.find(`action.${pattern}`) ?? pattern;
}

export function areaText(area: string, texts: AccessTexts): string {
  return texts.find(`area.${area}`) ?? area;
}

export function actionsText(patterns: readonly string[], texts: AccessTexts): string {
  return patterns.map((pattern) => actionText(pattern, texts)).join(', ');
}
