import { installStyle } from '../style.ts';
import { importStyle } from './grid/import-style.ts';
import { gridStyle } from './grid/style.ts';

export const installFormStyle = (): void => installStyle(rules + importStyle);

// The width that counts is that of the tray, not of the window, hence container queries. Node-RED keeps the content of a
// tray at 460 px and more, and cuts it off where the window leaves less; these forms need no such width.
const rules = `
.red-ui-tray-body:has(.mw-form) { min-width: 0 !important; }
.mw-form { container: mw-form / inline-size; }
.mw-form .mw-form-fields { min-width: 0; margin: 0; padding: 0; border: none; }
.mw-form .mw-form-fields:disabled :is(input, select) { cursor: not-allowed; color: var(--red-ui-form-text-color-disabled); background-color: var(--red-ui-form-input-background-disabled); }
.mw-form .mw-form-row { display: grid; grid-template-columns: 130px minmax(0, 1fr); column-gap: 10px; align-items: start; }
.mw-form .mw-form-row[hidden] { display: none; }
.mw-form .mw-form-row > label { width: auto; margin: 0; padding-top: 7px; overflow-wrap: anywhere; hyphens: auto; }
.mw-form .mw-form-row > label > i, .mw-form .mw-form-list-title > i { width: 16px; text-align: center; }
.mw-form .mw-form-input { display: flex; align-items: center; gap: 6px; }
.mw-form .mw-form-row input:is([type='text'], [type='password']), .mw-form .mw-form-row select { width: 100%; box-sizing: border-box; margin: 0; }
.mw-form .mw-form-kind-integer input[type='text'], .mw-form .mw-form-kind-number input[type='text'] { flex: 0 1 130px; min-width: 0; }
.mw-form .mw-form-row input[type='checkbox'] { width: auto; margin: 9px 0; }
.mw-form .mw-form-secret { flex: 1 1 auto; min-width: 0; padding: 7px 0; overflow-wrap: anywhere; }
.mw-form .mw-form-kind-secret .red-ui-button { flex: none; margin: 0; }
.mw-form .mw-form-file { position: relative; overflow: hidden; }
.mw-form .mw-form-file:focus-within { outline: 1px solid var(--red-ui-form-input-focus-color); }
.mw-form .mw-form-file input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.mw-form .mw-form-reference a.red-ui-button, .mw-form .mw-form-tool { flex: none; margin: 0; }
.mw-form .mw-form-reference select { min-width: 0; }
.mw-form .mw-form-group { margin-bottom: 12px; }
.mw-form .mw-form-group > summary { display: list-item; margin-bottom: 8px; padding: 4px 0; cursor: pointer; color: var(--red-ui-primary-text-color); }
.mw-form .mw-form-hint { margin-top: 3px; overflow-wrap: anywhere; font-size: 12px; line-height: 16px; color: var(--red-ui-secondary-text-color); }
.mw-form .mw-form-warning { color: var(--red-ui-text-color-error); }
.mw-form .mw-form-problem { margin-top: 3px; font-size: 12px; line-height: 16px; color: var(--red-ui-text-color-error); }
.mw-form .mw-form-notice { margin-bottom: 12px; padding: 8px 10px; border: 1px solid var(--red-ui-text-color-error); border-radius: 4px; color: var(--red-ui-primary-text-color); }
.mw-form .mw-form-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

${gridStyle}
@container mw-form (max-width: 339px) {
  .mw-form .mw-form-row { grid-template-columns: minmax(0, 1fr); }
  .mw-form .mw-form-row > label { padding: 0 0 3px; }
}
@container mw-form (max-width: 239px) {
  .mw-form .mw-form-reference .mw-form-prepared > div { flex-wrap: wrap; gap: 4px; }
  .mw-form .mw-form-reference select { flex-basis: 100%; }
  .mw-form .mw-form-reference a.red-ui-button { margin-left: 0 !important; }
}
`;
