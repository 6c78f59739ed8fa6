import type { Decider } from '@millwright/access';
import { emptyDocument, type FlowItem } from '@millwright/flows';
import type { Actor, DashboardClient } from '@millwright/runtime';
import type { Decisions } from '../guard/decisions.ts';
import { judge } from '../guard/judge.ts';
import type { Need } from '../guard/need.ts';
import { needsOnItem } from '../guard/need-on-item.ts';
import type { World } from '../guard/target-needs.ts';
import { isWidget, itemsBehind } from '../guard/widget-items.ts';
import type { People } from '../identity/people.ts';

export interface WidgetsOptions {
  readonly rules: { phase(): 'off' | 'on'; decider(): Decider };
  readonly people: People;
  readonly world: World;
  readonly now: () => number;
  readonly record: Decisions['record'];
  /** Whether one has to be logged in to see a dashboard. */
  readonly isGuarded: () => boolean;
}

const action = 'dashboard.use';
/** Widgets of Millwright ask for each command by themselves, and for the rest only look things up. */
export const asksItself = (widget: string, { document }: World): boolean =>
  areOwn(itemsBehind(document() ?? emptyDocument, widget));

const areOwn = (items: readonly FlowItem[]): boolean =>
  items.length > 0 && items.every(({ type }) => typeof type === 'string' && /^ui-mw-/.test(type));

/**
 * Whether what somebody does with a widget reaches the flow. Where everybody may look, everybody may use, too, unless a
 * rule denies it; where one has to be logged in, a rule has to allow it. Through what is no widget nothing does.
 */
export function mayUseWidget(
  user: string | undefined,
  { address }: Pick<DashboardClient, 'address'>,
  widget: string,
  { rules, people, world, now, record, isGuarded }: WidgetsOptions,
): boolean {
  if (rules.phase() === 'off') return true;
  const flows = world.document() ?? emptyDocument;
  const items = itemsBehind(flows, widget);
  if (items.length === 0 || !items.every((item) => isWidget(flows, item))) return false;
  if (areOwn(items)) return true;
  const needs = needsOnItem(action, widget, world);
  const actor: Actor = user === undefined ? { kind: 'anyone' } : { kind: 'user', name: user };
  const asking = {
    subject: people.subjectOf(actor),
    circumstances: { time: now(), ...(address === undefined ? {} : { address }) },
  };
  const judgement = judge(needs, rules.decider(), asking);
  const allowed = isGuarded()
    ? judgement.allowed
    : judgement.refused.every(({ reason }) => reason.code !== 'denied');
  if (allowed) return true;
  const [first] = judgement.refused;
  record({
    time: asking.circumstances.time,
    subject: user === undefined ? { kind: 'anyone' } : { kind: 'user', name: user },
    operation: action,
    action,
    about: (first?.need ?? (needs[0] as Need)).about,
    allowed: false,
    reasons: judgement.refused.map(({ reason }) => reason),
    asked: { ...asking, needs },
  });
  return false;
}
