import { h, type VNode } from 'vue';
import type { Journal } from '../model/journal.ts';
import type { Words } from './row.ts';
import { priorityShape } from './shape.ts';

/** A table of what has happened, the newest first. */
export function journalTable(
  journal: Journal,
  { texts, times }: Words,
  now: number,
  older: () => void,
): VNode {
  const { lines } = journal;
  if (lines.length === 0) {
    return h('p', { class: 'mw-al-empty' }, texts(journal.isLoading ? 'loading' : 'empty.journal'));
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
      h('table', [
        h('thead', [
          h(
            'tr',
            heads.map((key) => h('th', { key, scope: 'col' }, texts(key))),
          ),
        ]),
        h(
          'tbody',
          lines.map((line) =>
            h('tr', { key: line.number }, [
              h('td', { title: times.exact(line.ts) }, times.brief(line.ts, now)),
              h('td', [
                priorityShape(line.priority, { isFilled: line.to === 'unacknowledged', isBlinking: false }),
                h('span', { class: 'mw-al-unseen' }, texts('priority', { priority: line.priority })),
              ]),
              h('td', line.text),
              h(
                'td',
                {
                  title: texts('journal.change-of', {
                    from: texts(`stage.${line.from}`),
                    to: texts(`stage.${line.to}`),
                  }),
                },
                texts(`cause.${line.cause}`),
              ),
              h('td', line.actor ?? ''),
              h('td', line.note ?? ''),
            ]),
          ),
        ),
      ]),
      ...(journal.hasOlder
        ? [
            h(
              'button',
              { type: 'button', disabled: journal.isLoading, onClick: older },
              texts('journal.older'),
            ),
          ]
        : []),
    ],
  );
}
