import * as v from 'valibot';
import { onMessage, type Unsubscribe } from '../comms.ts';
import { notify } from '../notify.ts';
import { editorLocale, fill, type TextFinder } from '../text.ts';
import { textAmong } from '../told.ts';
import { words } from '../words.ts';

const warning = v.object({
  code: v.pipe(v.string(), v.maxLength(100)),
  message: v.pipe(v.string(), v.maxLength(2000)),
  details: v.optional(v.record(v.string(), v.unknown())),
});

/**
 * Shows what the runtime's door warns of: a change stands, but something around it went wrong.
 *
 * @param texts where the words for it are looked for
 */
export function showWarnings(texts: ReadonlySet<TextFinder>): Unsubscribe {
  return onMessage('millwright/door/warning', warning, (told) => {
    notify({
      id: `millwright-${told.code}`,
      kind: 'warning',
      text: textAmong(told, texts, editorLocale()),
      hint: fill(words().errorCode, { code: told.code }, editorLocale()),
      actions: [{ label: words().close, run: () => {} }],
    });
  });
}
