export const plcStyle = `
.mw-plc { flex: 1; min-height: 0; overflow-y: auto; background: var(--red-ui-list-item-background); }
.mw-plc .mw-list-heading { margin: 0; font-family: inherit; }
.mw-plc-connection { padding: 6px 10px 6px 7px; border-bottom: 1px solid var(--red-ui-secondary-border-color); color: var(--red-ui-list-item-color); }
.mw-plc-connection .mw-row-second { flex-wrap: wrap; white-space: normal; overflow-wrap: anywhere; }
.mw-plc-connection details { padding-left: 19px; }
.mw-plc-connection summary { display: list-item; cursor: pointer; font-size: 12px; color: var(--red-ui-primary-text-color); }
.mw-plc-connection dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 1px 10px; margin: 4px 0 0; font-size: 12px; line-height: 17px; }
.mw-plc-connection :is(dt, dd) { margin: 0; font-weight: normal; overflow-wrap: anywhere; }
.mw-plc-connection dt { color: var(--red-ui-secondary-text-color); }
@container (max-width: 240px) { .mw-plc-connection dl { grid-template-columns: minmax(0, 1fr); } .mw-plc-connection dd { padding-left: 8px; } }
`;
