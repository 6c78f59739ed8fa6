export const limitStyle = `
.mw-tab-note { margin-left: 6px; }
.mw-tab-note.mw-tab-lock { margin: 0; }
.mw-tab-refused .mw-tab-icon { color: var(--red-ui-text-color-error); }
.mw-tab-note .mw-tab-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
#red-ui-workspace-toolbar[inert] { opacity: 0.5; }
.mw-limited-button { opacity: 0.4; cursor: default; }
.red-ui-menu-dropdown .mw-limited-item { opacity: 0.45; cursor: default; }
.red-ui-tray-header .mw-dialog-note { box-sizing: border-box; width: 0; min-width: 100%; display: flex; font-weight: normal; text-align: start; gap: 8px; padding: 8px 12px; line-height: 20px; overflow-wrap: anywhere; color: var(--red-ui-primary-text-color); background: var(--red-ui-secondary-background); border-bottom: 1px solid var(--red-ui-primary-border-color); border-left: 4px solid var(--red-ui-text-color-warning, var(--red-ui-notification-border-warning)); }
.mw-dialog-note i { line-height: 20px; }
`;
