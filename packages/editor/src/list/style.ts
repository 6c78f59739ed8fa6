import type { Heights } from './layout.ts';

/** The heights that the rules below give to headings and rows. */
export const listHeights: Heights = { heading: 26, row: 50 };

export const listStyle = `
.mw-list { flex: 1; min-height: 0; overflow-y: auto; overflow-x: hidden; position: relative; outline: none; background: var(--red-ui-list-item-background); }
.mw-list-space { position: relative; }
.mw-list-group { position: absolute; left: 0; right: 0; }
.mw-list-heading {
  position: sticky;
  top: 0;
  z-index: 2;
  box-sizing: border-box;
  height: ${listHeights.heading}px;
  line-height: ${listHeights.heading - 1}px;
  padding: 0 10px;
  font-size: 12px;
  font-weight: bold;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  color: var(--red-ui-primary-text-color);
  background: var(--red-ui-tertiary-background);
  border-bottom: 1px solid var(--red-ui-secondary-border-color);
}
.mw-list-row {
  position: absolute;
  left: 0;
  right: 0;
  box-sizing: border-box;
  height: ${listHeights.row}px;
  padding: 6px 10px 6px 7px;
  cursor: pointer;
  border-bottom: 1px solid var(--red-ui-secondary-border-color);
  border-left: 3px solid transparent;
  color: var(--red-ui-list-item-color);
}
.mw-list-row:hover { background: var(--red-ui-list-item-background-hover); }
.mw-list-row.mw-list-selected { background: var(--red-ui-list-item-background-selected); }
.mw-list-mark { position: absolute; z-index: 1; left: 0; top: 0; width: 26px; height: 28px; line-height: 30px; text-align: center; font-size: 15px; opacity: 0; }
.mw-list-row:hover > .mw-list-mark, .mw-list-selected > .mw-list-mark, .mw-list:focus-visible .mw-list-active > .mw-list-mark { opacity: 1; }
.mw-list-row.mw-list-selected { padding-left: 26px; }
:is(.mw-list-row:hover, .mw-list:focus-visible .mw-list-active):not(.mw-list-selected) > .mw-list-mark ~ .mw-row-first > .mw-row-symbol { visibility: hidden; }
:is(.mw-list:focus-visible, .mw-list-led) .mw-list-row.mw-list-active {
  border-left-color: var(--red-ui-workspace-button-color-focus-outline);
  outline: 2px solid var(--red-ui-workspace-button-color-focus-outline);
  outline-offset: -2px;
}
.mw-row-first, .mw-row-second { display: flex; gap: 6px; white-space: nowrap; min-width: 0; line-height: 18px; }
.mw-row-second { padding-left: 19px; }
.mw-row-symbol { flex: none; width: 13px; text-align: center; }
.mw-row-id { flex: none; font-weight: bold; }
.mw-row-grow { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
.mw-row-end { flex: none; color: var(--red-ui-secondary-text-color-inactive); font-size: 12px; }
.mw-list-more { position: absolute; left: 0; right: 0; text-align: center; padding: 8px; color: var(--red-ui-secondary-text-color-inactive); }
`;
