export const restoreStyle = `
.mw-tray .mw-restore-choice, .mw-restore-unsaved { border: 0; margin: 0 0 12px; padding: 0; }
.mw-tray .mw-restore-choice legend, .mw-tray .mw-restore-unsaved legend { all: unset; float: left; width: 100%; font-weight: bold; margin-bottom: 4px; }
.mw-restore-choice > legend + *, .mw-restore-unsaved > legend + * { clear: both; }
.mw-tray .mw-restore-unsaved { padding: 8px 10px; }
.mw-restore-choice > .mw-compare-switch, .mw-restore-unsaved > .mw-compare-switch { display: flex; margin-bottom: 4px; }
.mw-tray .mw-restore-tree, .mw-tray .mw-restore-nodes { margin-left: 4px; }
.mw-tray .mw-restore-tree { max-height: 260px; overflow: auto; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px; padding: 4px 8px; margin: 4px 0 0 20px; }
.mw-tray .mw-restore-nodes { margin-left: 42px; }
.mw-restore-part { display: flex; align-items: center; gap: 4px; }
.mw-restore-fold { all: unset; flex: none; width: 18px; text-align: center; }
button.mw-restore-fold { cursor: pointer; }
.mw-restore-fold:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); }
.mw-tray .mw-restore-list { margin: 4px 0 8px 24px; }
.mw-restore-warning { color: var(--red-ui-text-color-error); }
.mw-restore-note { display: block; margin: 16px 0 0; }
.mw-tray .mw-restore-note input { width: 100%; box-sizing: border-box; margin: 4px 0 0; }
.mw-restore-progress { padding: 24px 0; }
.mw-restore-progress progress { width: 100%; height: 12px; margin: 8px 0; accent-color: var(--red-ui-text-color-success); }
.mw-restore-busy { opacity: .5; pointer-events: none; }
`;
