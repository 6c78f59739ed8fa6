import { h, type VNode } from 'vue';
import type { Journal } from '../model/journal.ts';
import { refusalText } from '../words/refusals.ts';
import type { AlarmTexts } from '../words/text.ts';
import type { Words } from './row.ts';
import { priorityShape } from './shape.ts';

/** What stands in place of lines: nothing has happened only where that is known. */
function emptyText({ failure, isLoading, hasOlder }: Journal, texts: AlarmTexts): string {
  if (isLoading) return texts('loading');
  if (failure) return texts('journal.failed', { reason: refusalText(failure, texts) });
  return texts(hasOlder ? 'journal.none-lately' : 'empty.journal');
}

/** A table of what has happened, the newest first. */
export function journalTable(
  journal: Journal,
  { texts, times }: Words,
  now: number,
  older: () => void,
): VNode {
  const { lines, failure } = journal;
  const more =
    journal.hasOlder || failure
      ? [
          h(
            'button',
            { type: 'button', disabled: journal.isLoading, onClick: older },
            texts(failure ? 'retry' : 'journal.older'),
          ),
        ]
      : [];
  if (lines.length === 0) {
    return h('div', { class: 'mw-al-empty' }, [h('p', emptyText(journal, texts)), ...more]);
  }
  const heads = [
    'journal.time',
    'columns.priority',
    'columns.text',
    'journal.change',
    'journal.who',
    'journal.note',
  ] as const;
  return h(
    'div',
    { class: 'mw-al-journal', tabindex: 0, role: 'region', 'aria-label': texts('tabs.journal') },
    [
      // The roles are said since a narrow page lays its rows out otherwise, and then browsers take it for no table.
      h('table', { role: 'table' }, [
        h('thead', { role: 'rowgroup' }, [
          h(
            'tr',
            { role: 'row' },
            heads.map((key) => h('th', { key, scope: 'col', role: 'columnheader' }, texts(key))),
          ),
        ]),
        h(
          'tbody',
          { role: 'rowgroup' },
          lines.map((line) =>
            h('tr', { key: line.number, role: 'row' }, [
              cell('time', times.brief(line.ts, now), times.exact(line.ts)),
              cell('priority', [
                priorityShape(line.priority, { isFilled: line.to === 'unacknowledged', isBlinking: false }),
                h('span', { class: 'mw-al-unseen' }, texts('priority', { priority: line.priority })),
              ]),
              cell('text', line.text),
              cell(
                'change',
                texts(`cause.${line.cause}`),
                texts('journal.change-of', {
                  from: texts(`stage.${line.from}`),
                  to: texts(`stage.${line.to}`),
                }),
              ),
              cell('who', line.actor ?? ''),
              cell('note', line.note ?? ''),
            ]),
          ),
        ),
      ]),
      ...(failure ? [h('p', texts('journal.failed', { reason: refusalText(failure, texts) }))] : []),
      ...more,
    ],
  );
}

const cell = (name: string, content: string | VNode[], title?: string): VNode =>
  h('td', { role: 'cell', class: `mw-al-${name}`, title }, content);
