export const importStyle = `
/* What is dropped below the content must not be opened by the browser in place of the editor. */
.mw-tray:has(> .mw-import) { box-sizing: border-box; min-height: 100%; }
.mw-import { display: flex; flex-direction: column; gap: 8px; padding: 12px; color: var(--red-ui-primary-text-color); }
.mw-import p { margin: 0; }
.mw-import-source { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 16px; }
.mw-import-source :is(input, select) { width: auto; max-width: 100%; margin: 0; }
.mw-import-source label { display: flex; align-items: center; gap: 6px; margin: 0; }
.mw-import textarea { width: 100%; box-sizing: border-box; margin: 0; font-family: monospace; font-size: 12px; resize: vertical; }
.mw-import-problem, .mw-import-problems { color: var(--red-ui-text-color-error); }
.mw-import ul.mw-import-problems { max-height: 140px; padding: 4px 8px; overflow-y: auto; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 3px; font-size: 12px; line-height: 18px; }
.mw-import-table { max-height: 420px; overflow: auto; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 3px; }
.mw-import-table table { border-collapse: collapse; font-size: 12px; white-space: nowrap; }
.mw-import-table :is(th, td) { padding: 3px 8px; border-bottom: 1px solid var(--red-ui-secondary-border-color); text-align: left; font-weight: normal; }
.mw-import-table thead th { position: sticky; top: 0; background: var(--red-ui-tertiary-background); }
.mw-import-refused { background: var(--red-ui-form-input-background-disabled); }
.mw-import-wrong { box-shadow: inset 0 0 0 1px var(--red-ui-text-color-error); color: var(--red-ui-text-color-error); }
`;
