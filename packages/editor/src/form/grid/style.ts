import { rowHeight } from './view.ts';

export const gridStyle = `
.mw-form .mw-form-list-head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: 4px 10px; margin-bottom: 5px; }
.mw-form .mw-form-count { color: var(--red-ui-secondary-text-color); }
.mw-form .mw-grid-tools { display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: center; gap: 3px; min-width: 0; }
.mw-form .mw-grid-tools > button, .mw-form .mw-grid-menu > summary { min-width: 26px; height: 26px; padding: 0 6px; box-sizing: border-box; line-height: 24px; }
.mw-form .mw-grid-tools .mw-grid-filter { flex: 0 1 130px; width: 130px !important; min-width: 60px; height: 26px; box-sizing: border-box; margin: 0; padding: 2px 6px; font-size: 13px; }
.mw-form .mw-grid-menu { position: relative; }
.mw-form .mw-grid-menu > summary { display: block; list-style: none; cursor: pointer; }
.mw-form .mw-grid-menu > summary::-webkit-details-marker { display: none; }
.mw-form .mw-grid-hidden { font-size: 11px; }
.mw-form .mw-grid-menu-content { position: absolute; z-index: 20; right: 0; top: 28px; min-width: 170px; max-height: 320px; overflow-y: auto; padding: 4px 0; border: 1px solid var(--red-ui-primary-border-color); border-radius: 3px; background: var(--red-ui-primary-background); box-shadow: 0 2px 8px var(--red-ui-shadow); }
.mw-form .mw-grid-menu-content :is(label, button) { display: flex; justify-content: flex-start; align-items: center; gap: 6px; width: 100%; margin: 0; padding: 4px 10px; box-sizing: border-box; border: none; background: none; color: var(--red-ui-primary-text-color); font-size: 13px; text-align: left; cursor: pointer; }
.mw-form .mw-grid-menu-content :is(label, button):not(:disabled):hover, .mw-form .mw-grid-menu-content button:focus-visible { background: var(--red-ui-list-item-background-hover); }
.mw-form .mw-grid-menu-content button:disabled { color: var(--red-ui-secondary-text-color-disabled); cursor: default; }
.mw-form .mw-grid-menu-content input { width: auto; margin: 0; }
.mw-form .mw-grid-menu-content kbd { margin-left: auto; padding-left: 14px; font-size: 11px; color: var(--red-ui-secondary-text-color); background: none; border: none; box-shadow: none; }

.mw-form .mw-grid { position: relative; max-height: 420px; overflow: auto; border: 1px solid var(--red-ui-form-input-border-color); border-radius: 2px; background: var(--red-ui-form-input-background); font-size: 13px; overscroll-behavior: contain; }
.mw-form .mw-grid:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: -2px; }
.mw-form .mw-grid-empty { padding: 18px 10px; text-align: center; color: var(--red-ui-secondary-text-color); }
.mw-form .mw-grid-paste-hint { display: block; }
.mw-form :is(.mw-grid-heads, .mw-grid-row) { display: grid; grid-template-columns: 38px var(--mw-grid-columns); height: ${rowHeight}px; width: max(100%, var(--mw-grid-width)); }
.mw-form .mw-grid-heads { position: sticky; z-index: 3; top: 0; background: var(--red-ui-tertiary-background); border-bottom: 1px solid var(--red-ui-secondary-border-color); box-sizing: border-box; }
.mw-form .mw-grid-head { min-width: 0; border-left: 1px solid var(--red-ui-secondary-border-color); }
.mw-form .mw-grid-head button { width: 100%; height: 100%; margin: 0; padding: 0 5px; border: none; background: none; font-size: 12px; text-align: left; color: var(--red-ui-primary-text-color); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mw-form .mw-grid-head button:hover { background: var(--red-ui-list-item-background-hover); }
.mw-form .mw-grid-space { position: relative; width: max(100%, var(--mw-grid-width)); }
.mw-form .mw-grid-row { position: absolute; left: 0; box-sizing: border-box; background: var(--red-ui-form-input-background); }
.mw-form .mw-grid-number { position: sticky; z-index: 2; left: 0; padding-right: 6px; font-size: 11px; line-height: ${rowHeight}px; text-align: right; color: var(--red-ui-primary-text-color); background: var(--red-ui-tertiary-background); user-select: none; cursor: default; }
.mw-form .mw-grid-cell { position: relative; min-width: 0; box-sizing: border-box; border-left: 1px solid var(--red-ui-secondary-border-color); border-bottom: 1px solid var(--red-ui-secondary-border-color); cursor: cell; }
.mw-form .mw-grid-text { display: block; padding: 0 5px; line-height: ${rowHeight - 1}px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; user-select: none; color: var(--red-ui-form-text-color); }
.mw-form :is(.mw-grid-kind-integer, .mw-grid-kind-number) :is(.mw-grid-text, input) { text-align: right; }
.mw-form .mw-grid-kind-boolean { text-align: center; }
.mw-form .mw-grid-idle { background: var(--red-ui-form-input-background-disabled); }
.mw-form .mw-grid-idle .mw-grid-text { color: var(--red-ui-form-text-color-disabled); }
.mw-form .mw-grid-selected { background: var(--red-ui-list-item-background-selected); }
.mw-form .mw-grid-active { outline: 2px solid var(--red-ui-form-input-focus-color); outline-offset: -1px; z-index: 1; cursor: text; }
.mw-form .mw-grid-cell:has(input[type='text'], select) > :is(input, select) { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; padding: 0 4px; box-sizing: border-box; border: none; border-radius: 0; background: transparent; box-shadow: none; font-size: 13px; line-height: normal; color: var(--red-ui-form-text-color); }
.mw-form .mw-grid-cell > select option { background: var(--red-ui-form-input-background); }
.mw-form .mw-grid-cell > :is(input, select):focus { outline: none; }
.mw-form .mw-grid-cell > input[type='checkbox'] { width: auto; margin: 7px 0 0; }
.mw-form .mw-grid-live { min-width: 0; box-sizing: border-box; border-left: 1px solid var(--red-ui-secondary-border-color); border-bottom: 1px solid var(--red-ui-secondary-border-color); background: var(--red-ui-tertiary-background); }
.mw-form .mw-grid-heads .mw-grid-live { border-bottom: none; font-size: 12px; }
.mw-form .mw-grid-row .mw-grid-live .mw-grid-text { text-align: right; font-variant-numeric: tabular-nums; color: var(--red-ui-primary-text-color); user-select: text; }
.mw-form .mw-grid-row .mw-grid-live.mw-form-bad .mw-grid-text { color: var(--red-ui-text-color-error); }
.mw-form .mw-grid-plan { flex: 1 1 200px; font-size: 12px; }
.mw-form .mw-grid-plan > summary { display: list-item; cursor: pointer; color: var(--red-ui-primary-text-color); }
.mw-form .mw-grid-plan ol { margin: 4px 0 0; padding: 0 0 0 22px; max-height: 160px; overflow-y: auto; color: var(--red-ui-primary-text-color); }
.mw-form .mw-grid-plan li { overflow-wrap: anywhere; }
.mw-form .mw-form-test { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 6px; margin-bottom: 12px; padding: 6px 8px; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px; background: var(--red-ui-tertiary-background); color: var(--red-ui-primary-text-color); }
.mw-form .mw-form-test-outcome { flex: 1 1 140px; min-width: 0; overflow-wrap: anywhere; }
.mw-form .mw-form-test-number { display: flex; align-items: center; gap: 6px; width: auto; margin: 0; }
.mw-form .mw-form-test-number > input[type='text'] { width: 48px; height: 26px; margin: 0; padding: 0 6px; box-sizing: border-box; }
.mw-form .mw-form-test-outcome.mw-form-bad { color: var(--red-ui-text-color-error); }
.mw-form .mw-grid-wrong { box-shadow: inset 0 0 0 1px var(--red-ui-text-color-error); }
.mw-form .mw-grid-wrong::after { content: '▲'; position: absolute; right: 3px; top: 2px; font-size: 8px; line-height: 1; color: var(--red-ui-text-color-error); pointer-events: none; }
.mw-form .mw-grid-problems { margin: 4px 0 0; padding: 0; list-style: none; font-size: 12px; line-height: 16px; color: var(--red-ui-text-color-error); }
.mw-form .mw-grid-problem { margin: 0; padding: 1px 0; border: none; background: none; font-size: 12px; text-align: left; color: inherit; cursor: pointer; }
.mw-form .mw-grid-problem:hover { text-decoration: underline; }
.mw-form .mw-grid-foot { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; margin-top: 6px; }
.mw-form .mw-form-add { max-width: 100%; height: auto; min-height: 26px; white-space: normal; }
@container mw-form (min-width: 400px) {
  .mw-form :is(.mw-grid-row, .mw-grid-heads) > .mw-grid-live { position: sticky; right: 0; z-index: 2; }
  .mw-form .mw-grid:has(.mw-grid-live) { scroll-padding-right: 16ch; }
}
@container mw-form (min-width: 560px) {
  .mw-form :is(.mw-grid-row, .mw-grid-heads) > :nth-child(2) { position: sticky; left: 38px; z-index: 2; background-color: inherit; }
}
`;
