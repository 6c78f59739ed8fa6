export const logStyle = `
.mw-tray .mw-audit-log { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(340px, 100%), 1fr)); gap: 0 32px; align-items: start; }
.mw-tray .mw-audit-log > div { min-width: 0; }
.mw-tray .mw-audit-log section { margin: 0 0 24px; }
.mw-tray .mw-audit-log p { margin: 0 0 6px; }
.mw-tray .mw-audit-log :is(dl, ul) + :is(p, .mw-audit-why) { margin-top: 8px; }
.mw-tray .mw-audit-verdict { font-size: 15px; line-height: 21px; }
.mw-tray .mw-audit-note { margin: 0 0 8px; padding: 8px 10px; white-space: pre-wrap; overflow-wrap: anywhere; font-family: var(--red-ui-monospace-font); font-size: 12px; line-height: 17px; color: var(--red-ui-primary-text-color); background: var(--red-ui-tertiary-background); border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px; }
.mw-tray .mw-audit-note:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); }
.mw-tray .mw-audit-buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 0; }
.mw-tray .mw-audit-buttons button.red-ui-button { height: auto; white-space: normal; }
.mw-tray :is(.mw-audit-faults, .mw-audit-destinations) > li { display: flex; gap: 8px; padding: 5px 0; }
.mw-tray :is(.mw-audit-faults, .mw-audit-destinations) > li > div { flex: 1; min-width: 0; }
.mw-tray :is(.mw-audit-faults, .mw-audit-destinations) p { margin: 0; }
.mw-tray .mw-audit-notices p { margin: 0; }
.mw-tray button.mw-audit-link { all: unset; cursor: pointer; text-decoration: underline; }
.mw-tray button.mw-audit-link:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); }
.mw-tray progress { display: block; width: 100%; margin: 6px 0 4px; accent-color: var(--red-ui-workspace-button-color-focus-outline); }
.mw-tray .mw-audit-items > li { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 8px; padding: 6px 0; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.mw-tray .mw-audit-items { margin: 0 0 12px; }
.mw-tray .mw-audit-items > li > div { flex: 1 1 110px; min-width: 0; }
.mw-tray .mw-audit-items p { margin: 0; }
.mw-tray .mw-audit-items > li > button { flex: none; }
.mw-tray .mw-audit-address { font-family: var(--red-ui-monospace-font); font-size: 12px; }
.mw-tray .mw-audit-keep { margin: 0 0 6px; }
.mw-tray .mw-audit-keep .mw-field { margin-bottom: 8px; }
.mw-tray .mw-audit-doomed { border-left: 4px solid var(--red-ui-border-color-warning); }
.mw-tray .mw-audit-doomed dl { margin: 0 0 6px; }
.mw-tray .mw-audit-test { margin-top: 8px; }
@media (max-width: 480px) { .mw-tray .mw-audit-log dl { grid-template-columns: 1fr; gap: 0; } .mw-tray .mw-audit-log dd { margin-bottom: 6px; } }
`;
