export const auditStyle = `
.mw-audit-intro { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 4px 10px; }
.mw-audit-intro > span { flex: 1 1 140px; }
@container (max-height: 420px) { .mw-sidebar:has(.mw-audit-intro) .mw-chips { display: none; } }
.mw-toolbar-filters .mw-audit-classes { min-width: 0; margin: 0; padding: 0; border: none; }
.mw-toolbar-filters .mw-audit-classes > legend { display: block; width: auto; margin: 0 0 4px; padding: 0; border: none; font-size: 12px; line-height: 16px; color: inherit; }
.mw-audit-actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0 18px; }
.mw-tray dd ul li { padding: 0; }
.mw-audit-sentence { display: flex; gap: 8px; margin: 0 0 14px; font-size: 15px; line-height: 22px; overflow-wrap: anywhere; }
.mw-audit-changes li { display: flex; gap: 8px; }
.mw-audit-changes li > div { min-width: 0; overflow-wrap: anywhere; }
.mw-audit-mark { flex: none; width: 16px; text-align: center; font-weight: bold; }
.mw-audit-section { margin-top: 20px; }
.mw-audit-section > summary { font-weight: bold; cursor: pointer; }
.mw-audit-section > summary:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: 2px; }
.mw-tray .mw-audit-section > :not(summary) { margin: 6px 0 0 16px; }
.mw-audit-link { all: unset; cursor: pointer; text-decoration: underline; color: inherit; }
.mw-audit-link:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: 2px; }
`;
