/** Fingerprints are read aloud: every group stays whole, and a line ends between two. */
export const certificateStyle = `
.mw-tray .mw-opcua-fingerprint, .mw-notice .mw-opcua-fingerprint { font-family: var(--red-ui-monospace-font); word-spacing: 2px; overflow-wrap: normal; }
.mw-tray .mw-opcua-actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 16px 0; }
.mw-tray .mw-opcua-actions button.red-ui-button { height: auto; min-height: 34px; white-space: normal; }
.mw-tray .mw-opcua-entry { border-top: 1px solid var(--red-ui-secondary-border-color); margin-top: 16px; padding-top: 12px; }
.mw-tray .mw-opcua-entry > h3 { margin-top: 0; }
.mw-tray .mw-opcua-entry > button { margin-top: 10px; }
`;
