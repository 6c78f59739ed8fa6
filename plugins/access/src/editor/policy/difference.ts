import type { Policy, Role, Rule } from '@millwright/access';
import type { AccessTexts } from '../texts.ts';
import type { NameOf } from '../words/place-words.ts';
import { ruleText } from '../words/rule-words.ts';
import { rolesGiven, type SubjectOfBinding } from './edit.ts';

export interface DifferenceLine {
  readonly mark: '+' | '~' | '−';
  /** Whose roles, or which role. */
  readonly about: string;
  readonly text: string;
}

/** What becomes of the rules, in words: roles and their rules first, then who has which. */
export function policyDifference(
  before: Policy,
  after: Policy,
  texts: AccessTexts,
  nameOf: NameOf,
): readonly DifferenceLine[] {
  const roles = pairs(before.roles, after.roles).flatMap(([old, now]) => {
    const about = (role: Role): string => texts('difference.role', { role: role.name });
    if (now === undefined)
      return old === undefined ? [] : [line('−', about(old), texts('difference.roleRemoved'))];
    if (old === undefined)
      return [
        line('+', about(now), texts('difference.roleAdded')),
        ...inheritedLines([], now.inherits, about(now), texts),
        ...ruleLines([], now.rules, about(now), texts, nameOf),
      ];
    return roleLines(old, now, about(now), texts, nameOf);
  });
  return [...roles, ...bindingLines(before, after, texts)];
}

function roleLines(
  old: Role,
  now: Role,
  about: string,
  texts: AccessTexts,
  nameOf: NameOf,
): readonly DifferenceLine[] {
  const lines: DifferenceLine[] = [];
  if ((old.description ?? '') !== (now.description ?? ''))
    lines.push(line('~', about, texts('difference.description')));
  return [
    ...lines,
    ...inheritedLines(old.inherits, now.inherits, about, texts),
    ...ruleLines(old.rules, now.rules, about, texts, nameOf),
  ];
}

function inheritedLines(
  had: readonly string[] = [],
  has: readonly string[] = [],
  about: string,
  texts: AccessTexts,
): readonly DifferenceLine[] {
  const words = (role: string): string => texts('difference.inherits', { role });
  return [
    ...has.filter((name) => !had.includes(name)).map((role) => line('+', about, words(role))),
    ...had.filter((name) => !has.includes(name)).map((role) => line('−', about, words(role))),
  ];
}

function ruleLines(
  old: readonly Rule[],
  now: readonly Rule[],
  about: string,
  texts: AccessTexts,
  nameOf: NameOf,
): readonly DifferenceLine[] {
  const words = (rule: Rule): string =>
    texts('difference.rule', { rule: rule.name, text: ruleText(rule, texts, nameOf) });
  return pairs(old, now).flatMap(([former, next]) => {
    if (next === undefined) return former === undefined ? [] : [line('−', about, words(former))];
    if (former === undefined) return [line('+', about, words(next))];
    return JSON.stringify(former) === JSON.stringify(next) ? [] : [line('~', about, words(next))];
  });
}

function bindingLines(before: Policy, after: Policy, texts: AccessTexts): readonly DifferenceLine[] {
  const subjects = new Map(
    [...before.bindings, ...after.bindings].map(({ subject }) => [JSON.stringify(subject), subject]),
  );
  return [...subjects.values()].flatMap((subject) => {
    const [had, has] = [rolesGiven(before, subject), rolesGiven(after, subject)];
    const about = subjectText(subject, texts);
    const words = (role: string): string => texts('difference.has', { role });
    return [
      ...has.filter((role) => !had.includes(role)).map((role) => line('+', about, words(role))),
      ...had.filter((role) => !has.includes(role)).map((role) => line('−', about, words(role))),
    ];
  });
}

export function subjectText(subject: SubjectOfBinding, texts: AccessTexts): string {
  return subject.kind === 'user' ? subject.name : texts(`subject.${subject.kind}`);
}

const line = (mark: DifferenceLine['mark'], about: string, text: string): DifferenceLine => ({
  mark,
  about,
  text,
});

/** What has the same name on both sides, in the order of what is now; what is gone comes last. */
function pairs<Item extends { readonly name: string }>(
  old: readonly Item[],
  now: readonly Item[],
): readonly (readonly [Item | undefined, Item | undefined])[] {
  const found = now.map((item) => [old.find(({ name }) => name === item.name), item] as const);
  const gone = old.filter(({ name }) => !now.some((item) => item.name === name));
  return [...found, ...gone.map((item) => [item, undefined] as const)];
}
