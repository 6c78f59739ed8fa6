import * as v from 'valibot';
import { onMessage, type Unsubscribe } from '../comms.ts';
import { notify } from '../notify.ts';
import { editorLocale, fill } from '../text.ts';
import { words } from '../words.ts';

const warning = v.object({
  code: v.pipe(v.string(), v.maxLength(100)),
  message: v.pipe(v.string(), v.maxLength(2000)),
});

/** Shows what the runtime's door warns of: a change stands, but something around it went wrong. */
export function showWarnings(): Unsubscribe {
  return onMessage('millwright/door/warning', warning, ({ code, message }) => {
    notify({
      id: `millwright-${code}`,
      kind: 'warning',
      text: message,
      hint: fill(words().errorCode, { code }, editorLocale()),
      actions: [{ label: words().close, run: () => {} }],
    });
  });
}
