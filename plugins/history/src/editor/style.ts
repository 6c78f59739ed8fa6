export const historyStyle = `
.mw-history-changes li { display: flex; gap: 8px; }
.mw-history-mark { flex: none; width: 16px; text-align: center; font-weight: bold; }
.mw-tray h3.mw-quiet { font-weight: normal; color: var(--red-ui-secondary-text-color-inactive); }
.mw-compare-actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0 18px; }
.mw-history-given { flex: none; max-width: 100%; overflow: hidden; text-overflow: ellipsis; }
.mw-history-given:not(:only-child) { max-width: 50%; }
.mw-history-section { margin-top: 20px; }
.mw-history-section > summary { font-weight: bold; cursor: pointer; }
.mw-history-section > summary:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: 2px; }
.mw-tray .mw-history-section > :not(summary) { margin: 6px 0 0 16px; }
.mw-history-pin { flex: none; line-height: 18px; font-size: 12px; color: var(--red-ui-secondary-text-color-inactive); }
.mw-tray .mw-history-doomed { border-left: 4px solid var(--red-ui-border-color-error); }
.mw-tray .mw-history-doomed .mw-history-section { margin-top: 8px; }
.mw-tray progress { display: block; width: 100%; margin: 12px 0 4px; accent-color: var(--red-ui-workspace-button-color-focus-outline); }
.mw-history-intro { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 4px 10px; }
.mw-history-intro > span { flex: 1 1 140px; }
`;
