import type { Rule } from '@millwright/access';
import type { AccessTexts } from '../texts.ts';
import { actionsText } from './action-words.ts';
import { conditionsText } from './condition-words.ts';
import { type NameOf, selectionsText } from './place-words.ts';

/** `may edit flows · tabs named “Oven *” · only Mon–Fri 06:00–22:00 (Europe/Berlin)` */
export function ruleText(
  { effect, actions, on, when = [] }: Rule,
  texts: AccessTexts,
  nameOf: NameOf,
): string {
  const parts = [
    texts(effect === 'allow' ? 'rule.may' : 'rule.mayNot', { actions: actionsText(actions, texts) }),
    selectionsText(on, texts, nameOf),
  ];
  if (when.length > 0) parts.push(texts('rule.only', { conditions: conditionsText(when, texts) }));
  return parts.join(' · ');
}
