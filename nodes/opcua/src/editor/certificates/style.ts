/** Fingerprints are read aloud: all of them has to be seen, in two lines where there is room. */
export const certificateStyle = `
.mw-opcua-fingerprint.mw-opcua-fingerprint { font-family: var(--red-ui-monospace-font); font-size: 13px; color: inherit; background: none; border: none; padding: 0; white-space: normal; }
.mw-opcua-fingerprint > span { display: inline-block; margin-right: 8px; white-space: normal; }
.mw-tray .mw-opcua-facts + p { margin-top: 12px; }
.mw-tray .mw-opcua-actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0; }
.mw-tray .mw-opcua-actions button.red-ui-button { height: auto; min-height: 34px; white-space: normal; }
.mw-tray .mw-opcua-entry { border-top: 1px solid var(--red-ui-secondary-border-color); margin-top: 16px; padding-top: 12px; }
.mw-tray .mw-opcua-entry > h3 { margin-top: 0; }
.mw-tray .mw-opcua-entry > button { margin-top: 10px; }
`;
