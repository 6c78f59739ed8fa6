import type { AlarmEntry } from '@millwright/analytics';
import { h, type VNode } from 'vue';
import { type CommandKind, offered } from '../model/commands.ts';
import type { AlarmTexts } from '../words/text.ts';

/** What can be done with the selected alarms; there only while some are. */
export function actionBar(
  entries: readonly AlarmEntry[],
  texts: AlarmTexts,
  mayCommand: boolean,
  act: { command(kind: CommandKind): void; none(): void },
): VNode {
  return h(
    'div',
    { class: 'mw-al-actions', role: 'group', 'aria-label': texts.counted('selected', entries.length) },
    [
      h('span', texts.counted('selected', entries.length)),
      ...[...offered(entries)].map(([kind, takers]) =>
        h(
          'button',
          {
            key: kind,
            type: 'button',
            class: { 'mw-al-primary': kind === 'acknowledge' },
            disabled: !mayCommand,
            onClick: () => act.command(kind),
          },
          takers.length < entries.length
            ? `${texts(`command.${kind}`)} (${takers.length.toLocaleString(texts.locale)})`
            : texts(`command.${kind}`),
        ),
      ),
      h('button', { type: 'button', onClick: act.none }, texts('cancel')),
    ],
  );
}
