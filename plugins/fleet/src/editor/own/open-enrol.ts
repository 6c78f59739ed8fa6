import {
  call,
  failureLine,
  failureText,
  fieldValue,
  html,
  lookOnlyLine,
  nothing,
  notify,
  openTray,
  textInput,
  trayField,
} from '@millwright/editor';
import { ownRoutes } from '../../common/routes.ts';
import { lacking, needs } from '../needs.ts';
import type { OwnContext } from './context.ts';

/** Milliseconds: a hub that does not answer is waited for. */
const timeout = 60_000;
const codeId = 'mw-fleet-enrol-code';

/** Asks for a code of a hub, and enrols this instance as a device with it. */
export function openEnrol({ texts, changed }: OwnContext): void {
  const title = texts('own.enrol.title');
  const permission = lacking(needs.enrol);
  const tray = openTray({ title, label: title, width: 480, focus: `#${codeId}` });
  let code = '';
  let name = '';
  let failure: string | undefined;
  let busy = false;

  const enrol = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    failure = undefined;
    draw();
    const named = name.trim() === '' ? {} : { name: name.trim() };
    const found = await call(ownRoutes.enrol, { body: { code: code.trim(), ...named } }, { timeout });
    busy = false;
    if (found.ok) {
      changed(found.value);
      tray.close();
      notify({ kind: 'success', text: texts('own.enrol.done') });
      return;
    }
    failure = failureText(found.failure, texts);
    draw();
  };
  const draw = (): void => {
    if (permission === undefined)
      tray.setPrimary({
        label: texts(busy ? 'own.enrol.busy' : 'own.enrol.button'),
        disabled: busy || code.trim() === '',
        run: () => void enrol(),
      });
    tray.show(html`${permission === undefined ? nothing : lookOnlyLine(texts('notAllowed', { permission }))}
      ${failureLine(failure)}
      <p>${texts('own.enrol.what')}</p>
      <fieldset class="mw-fields" ?disabled=${busy || permission !== undefined}>
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
              failure = undefined;
              draw();
            }}
          ></textarea>`,
        })}
        ${textInput({
          id: 'mw-fleet-enrol-name',
          label: texts('own.enrol.name'),
          hint: texts('own.enrol.nameHint'),
          maxLength: 200,
          value: name,
          change: (typed) => {
            name = typed;
            draw();
          },
        })}
      </fieldset>`);
  };
  draw();
}
