import type { EventDraft } from '@millwright/ledger';

const people = ['ana', 'bob', 'cleo', 'Jürgen Weiß', '王芳', 'o\u0301scar "the" \\ one'];
const names = [
  'flows.deploy',
  'flows.read',
  'inject.press',
  'auth.login',
  'settings.write',
  'module.install',
];

/** Events of all kinds, one for each number: always the same. Each name and word of them is another one's too. */
export function draft(number: number, time: number): EventDraft {
  const name = names[number % names.length] ?? '';
  const base: EventDraft = {
    time,
    name,
    class: name === 'flows.read' ? 'read' : name === 'auth.login' ? 'log-in' : 'change',
    outcome: number % 7 === 3 ? 'refused' : number % 11 === 5 ? 'failed' : 'success',
    operation: `operation-${number}`,
    correlation: `operation-${number - (number % 3)}`,
    actor:
      number % 13 === 12
        ? { kind: 'anyone' }
        : { kind: 'user', name: people[number % people.length] ?? '', roles: ['engineer'], by: 'local' },
    source: { address: `10.0.0.${number % 250}`, method: 'POST', path: '/flows', userAgent: 'Test/1.0' },
  };
  if (name === 'flows.deploy')
    return {
      ...base,
      target: { kind: 'tab', id: `tab${number % 5}`, name: `Line ${number % 5}` },
      version: number,
      reason: `shift ${number % 3}: setpoint of the oven`,
      change: {
        parts: [
          {
            kind: 'tab',
            id: `tab${number % 5}`,
            name: `Line ${number % 5}`,
            state: 'changed',
            properties: false,
            added: 0,
            changed: 1,
            removed: 0,
            moved: 0,
            nodes: [
              { id: `node${number % 50}`, type: 'function', name: `scale ${number}`, state: 'changed' },
            ],
          },
        ],
      },
    };
  if (name === 'settings.write')
    return { ...base, data: { key: 'theme', bytes: number, deep: ['a', number] } };
  return base;
}

/** Words that a search of these events looks for. */
export const searchedWords = ['ana', 'jurgen', '王芳', 'shift', 'oven', 'line', 'function', 'flows', 'theme'];
