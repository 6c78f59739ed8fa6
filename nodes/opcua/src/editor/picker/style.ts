import { lineHeight } from './tree-view.ts';

export const pickerStyle = `
.red-ui-tray-body:has(> .mw-tray > .mw-opcua-picker), .mw-tray:has(> .mw-opcua-picker) { height: 100%; box-sizing: border-box; overflow: hidden; }
.mw-tray:has(> .mw-opcua-picker) { padding: 0; }
.mw-opcua-picker { display: flex; flex-direction: column; gap: 8px; height: 100%; min-height: 260px; padding: 12px; box-sizing: border-box; color: var(--red-ui-primary-text-color); container-type: inline-size; }
.mw-opcua-picker p { margin: 0; }
.mw-opcua-picker-head { display: flex; align-items: center; gap: 6px; }
.mw-opcua-picker-head input { flex: 1 1 auto; min-width: 0; width: auto; height: 30px; margin: 0 !important; box-sizing: border-box; }
.mw-opcua-picker-head .red-ui-button { flex: none; height: 30px; line-height: 28px; min-width: 30px; margin: 0; padding: 0 8px; box-sizing: border-box; }
.mw-opcua-picker-said { flex: none; min-height: 18px; font-size: 12px; line-height: 18px; color: var(--red-ui-secondary-text-color); overflow-wrap: anywhere; }
.mw-opcua-tree { flex: 1 1 auto; min-height: 0; overflow: hidden auto; position: relative; border: 1px solid var(--red-ui-form-input-border-color); border-radius: 4px; background: var(--red-ui-form-input-background); outline: none; }
.mw-opcua-tree:focus-visible { border-color: var(--red-ui-form-input-focus-color); }
.mw-opcua-tree-space { position: relative; }
.mw-opcua-tree-line { position: absolute; left: 0; right: 0; display: flex; align-items: center; gap: 6px; height: ${lineHeight}px; padding: 0 8px 0 calc(4px + var(--mw-level) * 16px); box-sizing: border-box; cursor: pointer; font-size: 13px; white-space: nowrap; color: var(--red-ui-list-item-color); border-left: 3px solid transparent; }
.mw-opcua-tree-line:hover { background: var(--red-ui-list-item-background-hover); }
.mw-opcua-tree-line.mw-opcua-tree-active { background: var(--red-ui-list-item-background-selected); }
.mw-opcua-tree:focus .mw-opcua-tree-active { border-left-color: var(--red-ui-form-input-focus-color); }
.mw-opcua-tree-line.mw-opcua-tree-chosen .mw-opcua-tree-name { font-weight: bold; }
.mw-opcua-tree-twisty { flex: none; width: 16px; text-align: center; color: var(--red-ui-secondary-text-color); }
.mw-opcua-tree-mark { flex: none; width: 16px; font-size: 15px; text-align: center; }
.mw-opcua-tree-icon { flex: none; width: 16px; text-align: center; color: var(--red-ui-secondary-text-color); }
.mw-opcua-tree-name { flex: 1 1 40%; min-width: 6ch; overflow: hidden; text-overflow: ellipsis; }
.mw-opcua-tree-where { flex: 0 1 50%; min-width: 0; overflow: hidden; text-overflow: ellipsis; direction: rtl; text-align: left; color: var(--red-ui-secondary-text-color); font-size: 12px; }
.mw-opcua-tree-type { flex: 0 1 16ch; min-width: 0; overflow: hidden; text-overflow: ellipsis; color: var(--red-ui-secondary-text-color); font-size: 12px; }
.mw-opcua-tree-access { flex: 0 0 15ch; overflow: hidden; text-overflow: ellipsis; color: var(--red-ui-secondary-text-color); font-size: 12px; }
.mw-opcua-tree-value { flex: 0 1 24ch; min-width: 0; overflow: hidden; text-overflow: ellipsis; text-align: right; font-variant-numeric: tabular-nums; }
.mw-opcua-tree-line.mw-opcua-tree-note { cursor: default; font-style: italic; color: var(--red-ui-secondary-text-color); }
.mw-opcua-tree-failed { color: var(--red-ui-text-color-error); overflow: hidden; text-overflow: ellipsis; }
.mw-opcua-tree-line .red-ui-button { flex: none; height: 22px; line-height: 20px; }
.mw-opcua-picked { flex: none; max-height: 30%; overflow-y: auto; font-size: 12px; line-height: 18px; overflow-wrap: anywhere; }
.mw-opcua-picked code { padding: 0; border: 0; background: none; color: inherit; font-size: 12px; white-space: normal; overflow-wrap: anywhere; }
@container (max-width: 520px) { .mw-opcua-tree-access, .mw-opcua-tree-type { display: none; } .mw-opcua-tree-value { flex-basis: 12ch; } }
@container (max-width: 250px) { .mw-opcua-picker-hint { display: none; } .mw-opcua-tree-value { display: none; } .mw-opcua-tree-line { padding-left: calc(2px + var(--mw-level) * 10px); gap: 4px; } .mw-opcua-tree-where { display: none; } }
`;
