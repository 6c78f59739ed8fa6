export const byteOrderStyle = `
.mw-byte-order form { margin: 0; }
.mw-byte-order .mw-byte-order-reading { display: grid; grid-template-columns: 6ch minmax(10ch, 1fr) minmax(0, 2fr); gap: 4px 12px; align-items: baseline; width: 100%; height: auto; padding: 6px 10px; box-sizing: border-box; line-height: 20px; text-align: left; white-space: normal; }
.mw-byte-order .mw-byte-order-name { font-family: var(--red-ui-monospace-font); }
.mw-byte-order .mw-byte-order-value { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.mw-byte-order .mw-byte-order-near { outline: 2px solid var(--red-ui-form-input-focus-color); outline-offset: -2px; }
.mw-byte-order .mw-byte-order-near .mw-byte-order-value { font-weight: bold; }
.mw-byte-order .mw-byte-order-nearest { min-height: 20px; margin: 8px 0; }
@media (max-width: 480px) { .mw-byte-order .mw-byte-order-reading { grid-template-columns: 6ch minmax(0, 1fr); } .mw-byte-order .mw-byte-order-words { grid-column: 2; } }
`;
