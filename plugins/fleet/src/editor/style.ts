export const fleetStyle = `
.mw-fleet-own { flex: 1; min-height: 0; overflow: auto; padding: 10px; }
.mw-fleet-own:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: -2px; }
.mw-fleet-own-line > summary { cursor: pointer; font-weight: bold; }
.mw-fleet-own-line > summary:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: 2px; }
.mw-fleet-own-line > :not(summary) { margin-top: 6px; }
`;
