import { call, failureLine, failureText, fieldValue, html, openTray, trayField } from '@millwright/editor';
import { ownRoutes } from '../../common/routes.ts';
import type { OwnContext } from './context.ts';

/** Milliseconds: a hub that does not answer is waited for. */
const timeout = 60_000;
const codeId = 'mw-fleet-enrol-code';

/** Asks for a code of a hub, and enrols this instance as a device with it. */
export function openEnrol({ texts, changed }: OwnContext): void {
  const title = texts('own.enrol.title');
  const tray = openTray({ title, label: title, width: 480, focus: `#${codeId}` });
  let code = '';
  let failure: string | undefined;
  let busy = false;

  const enrol = async (): Promise<void> => {
    busy = true;
    failure = undefined;
    draw();
    const found = await call(ownRoutes.enrol, { body: { code: code.trim() } }, { timeout });
    busy = false;
    if (found.ok) {
      changed(found.value);
      tray.close();
      return;
    }
    failure = failureText(found.failure, texts);
    draw();
  };
  const draw = (): void => {
    tray.setPrimary({
      label: texts('own.enrol.button'),
      disabled: busy || code.trim() === '',
      run: () => void enrol(),
    });
    tray.show(html`${failureLine(failure)}
      ${trayField({
        id: codeId,
        label: texts('own.enrol.code'),
        hint: texts('own.enrol.codeHint'),
        control: html`<textarea
          id=${codeId}
          rows="4"
          maxlength="1000"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="${codeId}-hint"
          @input=${(event: Event) => {
            code = fieldValue(event);
            draw();
          }}
        ></textarea>`,
      })}`);
  };
  draw();
}
