export const ownStyle = `
.mw-own { display: flex; flex-direction: column; gap: 8px; overflow-wrap: anywhere; }
.mw-own :is(h3, h4, p, ul, ol, dl) { margin: 0; }
.mw-own h3 { font-size: 15px; line-height: 20px; font-weight: bold; color: inherit; }
.mw-own h4 { font-size: 13px; line-height: 18px; font-weight: bold; color: inherit; }
.mw-own ol { padding-left: 20px; }
.mw-own ul { list-style: none; }
.mw-own li { margin: 0 0 6px; line-height: 18px; }
.mw-own section { display: flex; flex-direction: column; gap: 6px; }
.mw-own .mw-own-part { padding: 8px 10px; border: 1px solid var(--red-ui-secondary-border-color); border-left: 4px solid var(--red-ui-border-color-warning); background: var(--red-ui-tertiary-background); }
.mw-own .mw-own-words { font-family: var(--red-ui-monospace-font); font-size: 16px; line-height: 24px; font-weight: bold; user-select: all; }
.mw-own details .mw-own-words { font-size: 13px; font-weight: normal; }
.mw-own details > summary { cursor: pointer; }
.mw-own details > summary:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: 2px; }
.mw-own-left { font-variant-numeric: tabular-nums; }
.mw-own dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 12px; }
.mw-own :is(dt, dd) { line-height: 18px; }
.mw-own dt { font-weight: normal; color: var(--red-ui-secondary-text-color-inactive); }
.mw-own dd { margin: 0; min-width: 0; }
.mw-own code { font-family: var(--red-ui-monospace-font); font-size: 12px; color: inherit; background: none; border: none; padding: 0; white-space: normal; }
.mw-own .mw-own-command { display: flex; align-items: center; gap: 6px; margin-top: 4px; }
.mw-own .mw-own-word { display: inline-block; }
.mw-own .mw-own-buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.mw-own .mw-own-buttons button.red-ui-button { height: auto; white-space: normal; }
.mw-tray .mw-own-change { margin-bottom: 16px; }
.mw-tray .mw-own-change p { margin: 0; }
@container (max-width: 260px) { .mw-own dl { grid-template-columns: 1fr; gap: 0; } .mw-own dd { margin-bottom: 6px; } }
`;
