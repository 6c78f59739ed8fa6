import type { AlarmEntry } from '@millwright/analytics';
import { h, type VNode } from 'vue';
import { type CommandKind, offered } from '../model/commands.ts';
import { standsSince } from '../model/place.ts';
import { limitText, valueText } from '../words/values.ts';
import { stageText, type Words } from './row.ts';

export interface DetailsTerms extends Words {
  readonly id: string;
  readonly entry: AlarmEntry;
  /** By the server's clock (ms UTC). */
  readonly now: number;
  readonly mayCommand: boolean;
  command(kind: CommandKind): void;
  close(): void;
}

/** All of one alarm, and what can be done with it. */
export function alarmDetails(terms: DetailsTerms): VNode {
  const { id, entry, texts, times, now, mayCommand, command, close } = terms;
  const { state } = entry;
  const raised = standsSince(state);
  const spoken = (time: number): string =>
    texts('details.since', { exact: times.exact(time), age: times.age(now - time) });
  const lines: readonly (readonly [string, string])[] = [
    [texts('columns.priority'), String(entry.priority)],
    [texts('columns.state'), stageText(entry, terms, now)],
    [texts('columns.since'), spoken(raised)],
    // What somebody did about it, or what became of it meanwhile.
    [texts('details.in-state'), raised === state.since ? '' : spoken(state.since)],
    [texts('columns.value'), valueText(entry, texts)],
    [texts('columns.limit'), limitText(entry, texts)],
    [texts('columns.area'), entry.area],
    [texts('details.tag'), entry.tag ?? ''],
    [texts('details.occurrence'), texts.counted('details.times', state.occurrence)],
  ];
  return h('div', [
    h('h2', { id: `${id}-question` }, entry.text),
    h(
      'dl',
      lines
        .filter(([, text]) => text !== '')
        .flatMap(([name, text]) => [h('dt', { key: `${name}-name` }, name), h('dd', { key: name }, text)]),
    ),
    h('div', { class: 'mw-al-buttons' }, [
      ...[...offered([entry]).keys()].map((kind) =>
        h(
          'button',
          { key: kind, type: 'button', disabled: !mayCommand, onClick: () => command(kind) },
          texts(`command.${kind}`),
        ),
      ),
      h('button', { type: 'button', onClick: close }, texts('close')),
    ]),
  ]);
}
