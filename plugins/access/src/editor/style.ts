export const accessStyle = `
.mw-access-title { font-weight: bold; }
.mw-access-intro, .mw-access-buttons { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 4px 8px; }
.mw-access-intro > span { flex: 1 1 140px; }
.mw-access-pending { border-left: 4px solid var(--red-ui-border-color-warning); margin: -6px -10px; padding: 6px 10px; }
.mw-access-pending p { margin: 0 0 6px; }
.mw-access-pending b { font-variant-numeric: tabular-nums; }
.mw-tray dl + .mw-hint { margin-top: 12px; }
.mw-tray .mw-access-list > li { display: list-item; list-style: disc; margin-left: 18px; }
.mw-tray .mw-access-actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0 18px; }
.mw-tray .mw-access-actions button.red-ui-button, .mw-tray .mw-access-inline button.red-ui-button { height: auto; white-space: normal; }
.mw-tray button.mw-access-danger:not(:disabled) { border-color: var(--red-ui-border-color-error) !important; color: var(--red-ui-text-color-error) !important; }
.mw-tray .mw-access-inline { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; margin: 0 0 8px; }
.mw-tray .mw-access-inline :is(select, input) { width: auto; max-width: 100%; min-width: 0; margin: 0; box-sizing: border-box; font-size: 14px; height: 34px; }
.mw-tray .mw-access-inline :is(input[type='checkbox'], input[type='radio']) { height: auto; }
.mw-tray .mw-access-inline input[type='text'] { flex: 1 1 140px; }
.mw-tray .mw-access-inline select { flex: 0 1 auto; }
.mw-tray .mw-access-inline label { display: inline-flex; align-items: center; gap: 5px; width: auto; margin: 0; }
.mw-tray .mw-access-roles > .mw-field { margin-bottom: 8px; }
.mw-tray .mw-access-rule { border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px; margin: 0 0 10px; padding: 0 12px; }
.mw-tray .mw-access-rule > summary { cursor: pointer; padding: 8px 0; }
.mw-tray .mw-access-rule > summary:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: 2px; }
.mw-tray .mw-access-rule[open] > summary { border-bottom: 1px solid var(--red-ui-secondary-border-color); margin-bottom: 12px; }
.mw-tray .mw-access-rule-words { display: block; padding-left: 17px; color: var(--red-ui-secondary-text-color-inactive); font-size: 13px; line-height: 18px; }
.mw-tray .mw-access-areas { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 10px 16px; }
.mw-tray .mw-access-area label { display: flex; align-items: baseline; gap: 6px; width: auto; margin: 0; padding: 1px 0; cursor: pointer; }
.mw-tray .mw-access-area label > input { flex: none; width: auto; margin: 0; }
.mw-tray .mw-access-area > label:not(.mw-access-whole) { padding-left: 20px; }
.mw-tray .mw-access-whole { font-weight: bold; }
.mw-tray .mw-access-lines li { display: flex; gap: 8px; }
.mw-access-mark { flex: none; width: 14px; text-align: center; font-weight: bold; }
.mw-tray .mw-access-secret { font-family: var(--red-ui-monospace-font); }
.mw-tray .mw-access-verdict { font-size: 15px; margin: 0 0 8px; }
.mw-tray details.mw-access-trace { margin-top: 14px; }
.mw-tray details.mw-access-trace > summary { cursor: pointer; font-weight: bold; }
.mw-tray .mw-access-revision > span:nth-child(2) { flex: 1; min-width: 0; }
.mw-tray .mw-access-revision > button { align-self: flex-start; }
.mw-tray .mw-field :is(input[type='password'], input[type='file']) { display: block; width: 100%; box-sizing: border-box; margin: 0; font-size: 14px; }
.mw-tray .mw-field > .mw-access-secret { font-family: var(--red-ui-monospace-font); }
`;
