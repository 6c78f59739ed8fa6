import { h, type VNode } from 'vue';
import type { AlarmDesk } from '../desk.ts';
import type { Words } from './row.ts';

/** What keeps the list from being what it should be, and what became of commands. */
export function notices(desk: AlarmDesk, { texts, times }: Words): VNode[] {
  const now = desk.serverTime();
  const { phase, isEnabled, isOld, isConnected, heard, feedback, pending, book } = desk;
  const readiness = book.outlook?.readiness;
  const found: VNode[] = [];
  const note = (key: string, text: string, ...more: VNode[]): void => {
    found.push(h('div', { key, class: ['mw-al-notice', `mw-al-is-${key}`] }, [h('span', text), ...more]));
  };
  // Before anything was heard, that it is loading stands in place of the alarms.
  if (isOld && !(isConnected && heard === undefined)) {
    note(
      'lost',
      heard === undefined
        ? texts('lost-empty')
        : texts(isConnected ? 'silent' : 'lost', {
            age: times.age(now - heard),
            time: times.brief(heard, now),
          }),
    );
  }
  if (phase === 'failed') {
    note(
      'failed',
      texts('failed', { reason: desk.failure }),
      h('button', { type: 'button', onClick: () => desk.reload() }, texts('retry')),
    );
  }
  if (phase === 'ready' && readiness?.state === 'failed') {
    note('failed', texts('incomplete', { code: readiness.code }));
  }
  if (phase === 'ready' && readiness?.state === 'ready' && readiness.anew !== undefined) {
    note('anew', texts('anew', { time: times.brief(readiness.anew, now) }));
  }
  if (!isEnabled) note('disabled', texts('disabled'));
  if (isEnabled && phase === 'ready' && !isOld && !book.mayCommand) note('quiet', texts('no-commands'));
  if (pending > 0) note('pending', texts.counted('pending', pending));
  if (feedback) {
    note(
      feedback.tone,
      feedback.lines.join('\n'),
      h(
        'button',
        { type: 'button', 'aria-label': texts('close'), onClick: () => desk.dismissFeedback() },
        '×',
      ),
    );
  }
  return found;
}
