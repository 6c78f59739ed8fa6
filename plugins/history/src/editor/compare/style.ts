const focus = '2px solid var(--red-ui-workspace-button-color-focus-outline)';

/** Colours of Node-RED's own comparison; the symbol says the same. */
export const compareStyle = `
.mw-compare { container-type: inline-size; min-width: 0; }
.mw-tray:has(> .mw-compare-head) { padding-top: 0; }
.mw-compare-head, .mw-compare-bar { background: var(--red-ui-secondary-background); }
.mw-compare-head { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; padding: 12px 0 8px; }
.mw-compare-picker { flex: 1 1 260px; max-width: 460px; min-width: 0; display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; }
.mw-compare-picker label { flex: 1 1 200px; min-width: 0; display: flex; align-items: center; gap: 8px; margin: 0; }
.mw-compare-picker label > span { flex: none; min-width: 52px; color: var(--red-ui-secondary-text-color-inactive); }
.mw-compare-picker select { flex: 1; width: auto !important; min-width: 0; margin: 0 !important; }
.mw-compare-picker input[type='number'] { width: 110px; margin: 0; }
.mw-compare-picker input[type='file'] { flex: 1 1 100%; min-width: 0; max-width: 100%; color: inherit; }
.mw-compare-buttons { display: flex; gap: 6px; }
.mw-compare-bar { position: sticky; top: 0; z-index: 2; padding: 6px 0; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.mw-tray:has(> .mw-compare-head) .mw-compare-bar { margin: 0 -20px; padding: 6px 20px; }
.mw-tray .mw-compare-summary { margin: 0 0 4px; font-weight: bold; }
.mw-compare-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; }
.mw-compare-switch { display: inline-flex; align-items: center; gap: 6px; margin: 0; cursor: pointer; }
.mw-compare-switch input { width: auto !important; margin: 0 !important; }
.mw-compare-steps { margin-left: auto; display: inline-flex; align-items: center; gap: 6px; }
.mw-compare-steps > [role='status'] { margin-right: 4px; }
.mw-tray p.mw-compare-keys { margin: 2px 0 0; text-align: right; }
@container (max-width: 420px) { .mw-compare-keys { display: none; } .mw-compare-steps { margin-left: 0; } }
.mw-compare-section { margin-top: 12px; }
.mw-tray .mw-compare-section h3, .mw-tray .mw-compare-entry h4 { margin: 0; font-size: 14px; line-height: 20px; font-weight: normal; }
.mw-compare-head-button {
  all: unset; box-sizing: border-box; display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 8px; width: 100%; min-width: 0; padding: 5px 8px;
  overflow-wrap: anywhere;
}
button.mw-compare-head-button { cursor: pointer; }
.mw-compare-section > h3 > .mw-compare-head-button { background: var(--red-ui-tertiary-background); border-radius: 4px; }
button.mw-compare-head-button:hover { background: var(--red-ui-list-item-background-hover); }
.mw-compare-head-button:focus-visible, .mw-compare-row:focus, [data-entry]:focus { outline: ${focus}; outline-offset: -2px; }
.mw-compare-fold { flex: none; display: inline-block; width: 10px; }
.mw-compare-mark { flex: none; display: inline-block; width: 16px; text-align: center; font-weight: bold; font-family: var(--red-ui-primary-font); }
.mw-compare-mark[data-state='added'] { color: var(--red-ui-text-color-success); }
.mw-compare-mark[data-state='removed'] { color: var(--red-ui-text-color-error); }
.mw-compare-mark[data-state='changed'] { color: var(--red-ui-text-color-warning); }
.mw-compare-entry { margin: 2px 0 2px 14px; border-left: 3px solid var(--red-ui-secondary-border-color); scroll-margin-top: 110px; content-visibility: auto; contain-intrinsic-size: auto 32px; }
.mw-compare-entry[data-state='added'] { border-left-color: var(--red-ui-diff-state-added); }
.mw-compare-entry[data-state='removed'] { border-left-color: var(--red-ui-diff-state-deleted); }
.mw-compare-entry[data-state='changed'] { border-left-color: var(--red-ui-diff-state-changed); }
.mw-compare-entry[data-state='moved'] { border-left-color: var(--red-ui-diff-state-moved); }
.mw-compare-name { font-weight: bold; }
.mw-compare-properties-names { margin-left: auto; text-align: right; }
.mw-compare-row { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 8px; padding: 5px 8px 5px 26px; }
.mw-compare-row-content { flex: 1 1 100%; padding-left: 24px; min-width: 0; }
.mw-tray dl.mw-compare-properties { display: grid; grid-template-columns: minmax(60px, max-content) minmax(0, 1fr); gap: 6px 16px; padding: 2px 8px 8px 42px; margin: 0; }
.mw-compare-properties > dt { max-width: 180px; overflow-wrap: anywhere; text-align: left; }
.mw-compare-properties > dd { min-width: 0; }
@container (max-width: 560px) {
  .mw-compare-entry { margin-left: 0; }
  .mw-tray dl.mw-compare-properties { grid-template-columns: minmax(0, 1fr); gap: 0; padding-left: 26px; }
  .mw-compare-properties > dd { padding-bottom: 6px !important; }
}
.mw-compare-values { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2px; }
@container (min-width: 900px) { .mw-compare-values { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8px; } .mw-compare-side-value[data-side='after'] { grid-column: 2; } }
.mw-compare-side-value { display: flex; gap: 6px; padding: 2px 8px; border-radius: 3px; min-width: 0; }
.mw-compare-side-value > div { min-width: 0; flex: 1; }
.mw-compare-side-value[data-side='before'], .mw-compare-wires li[data-state='removed'], .mw-compare-table td[data-state='removed'], .mw-lines [data-state='removed'] { background: var(--red-ui-diff-state-deleted-background); }
.mw-compare-side-value[data-side='after'], .mw-compare-wires li[data-state='added'], .mw-compare-table td[data-state='added'], .mw-lines [data-state='added'] { background: var(--red-ui-diff-state-added-background); }
.mw-compare-side-value .mw-hint, .mw-compare-wires .mw-hint, .mw-compare-table .mw-hint { color: inherit; opacity: .8; }
.mw-compare-sign, .mw-lines-sign { flex: none; width: 12px; text-align: center; font-weight: bold; font-family: var(--red-ui-primary-font); }
.mw-tray pre.mw-compare-value { all: unset; display: block; font-family: var(--red-ui-monospace-font); font-size: 12px; line-height: 18px; white-space: pre-wrap; overflow-wrap: anywhere; color: inherit; }
.mw-compare-unwrapped pre.mw-compare-value { white-space: pre !important; overflow-x: auto; }
.mw-compare-link { all: unset; cursor: pointer; font-size: 12px; text-decoration: underline; color: var(--red-ui-primary-text-color); }
.mw-compare-link:focus-visible, .mw-compare-more:focus-visible { outline: ${focus}; }
.mw-compare-more { all: unset; box-sizing: border-box; cursor: pointer; width: calc(100% - 14px); margin: 4px 0 4px 14px; padding: 6px; text-align: center; text-decoration: underline; background: var(--red-ui-tertiary-background); }
.mw-tray .mw-compare-wires li { display: flex; gap: 6px; padding: 2px 8px; border-radius: 3px; }
.mw-compare-table { width: 100%; border-collapse: collapse; table-layout: fixed; }
.mw-compare-table th, .mw-compare-table td { text-align: left; vertical-align: top; padding: 3px 8px; border-bottom: 1px solid var(--red-ui-secondary-border-color); overflow-wrap: anywhere; font-weight: normal; }
.mw-compare-table thead th { font-size: 12px; color: var(--red-ui-secondary-text-color-inactive); }
.mw-compare-place { white-space: nowrap; margin-right: 10px; }
.mw-lines-box { overflow-x: auto; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 3px; }
.mw-lines-box:focus-visible { outline: ${focus}; }
.mw-lines { width: 100%; border-collapse: collapse; font-family: var(--red-ui-monospace-font); font-size: 12px; line-height: 18px; }
.mw-lines[data-beside='true'] { table-layout: fixed; }
.mw-lines td { padding: 0 6px; vertical-align: top; }
.mw-lines-number { text-align: right; color: var(--red-ui-secondary-text-color-inactive); user-select: none; }
.mw-lines tr[data-state] .mw-lines-number, .mw-lines td.mw-lines-number[data-state] { color: var(--red-ui-primary-text-color); opacity: .75; }
.mw-lines-number-column { width: 46px; }
.mw-lines-sign-column { width: 24px; }
.mw-lines-text { white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
.mw-lines-text[data-state='none'] { background: var(--red-ui-tertiary-background); }
.mw-compare-unwrapped .mw-lines-text { white-space: pre; overflow-wrap: normal; }
.mw-compare-unwrapped .mw-lines[data-beside='true'] { table-layout: auto; }
.mw-lines-gap td { padding: 2px 8px; color: var(--red-ui-secondary-text-color-inactive); background: var(--red-ui-tertiary-background); }
.mw-tray ul.mw-compare-unknown { margin-top: 16px; }
`;
