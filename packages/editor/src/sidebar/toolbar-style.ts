export const toolbarStyle = `
.mw-toolbar { flex: none; position: relative; padding: 6px; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.mw-toolbar-line { display: flex; gap: 4px; align-items: center; }
.mw-toolbar-field { position: relative; flex: 1; min-width: 0; display: flex; align-items: center; }
.mw-toolbar-field > .fa { position: absolute; left: 8px; font-size: 12px; pointer-events: none; color: var(--red-ui-secondary-text-color-inactive); }
.mw-toolbar .mw-toolbar-field input.mw-toolbar-text { flex: 1; min-width: 0; height: 26px; box-sizing: border-box; margin: 0; padding: 2px 22px 2px 26px; font-size: 13px; text-overflow: ellipsis; }
.mw-toolbar-clear { all: unset; position: absolute; right: 2px; width: 20px; height: 22px; line-height: 22px; text-align: center; cursor: pointer; font-size: 12px; color: var(--red-ui-secondary-text-color-inactive); }
.mw-toolbar .mw-toolbar-button.red-ui-button { flex: none; position: relative; box-sizing: border-box; min-width: 26px; height: 26px; line-height: 24px; padding: 0 5px; margin: 0; }
.mw-toolbar-set { border-color: var(--red-ui-workspace-button-color-focus-outline) !important; }
.mw-toolbar-count { margin-left: 4px; font-size: 12px; }
.mw-toolbar .mw-chips { display: flex; flex-wrap: wrap; gap: 4px; margin: 6px 0 0; padding: 0; list-style: none; }
.mw-chips > li { max-width: 100%; min-width: 0; line-height: 18px; }
.mw-filter-chip { all: unset; box-sizing: border-box; display: inline-flex; align-items: center; gap: 6px; max-width: 100%; height: 20px; padding: 0 7px; font-size: 12px; line-height: 18px; cursor: pointer; border: 1px solid var(--red-ui-form-input-border-color); border-radius: 10px; color: var(--red-ui-primary-text-color); background: var(--red-ui-tertiary-background); }
.mw-filter-chip > span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
.mw-filter-chip > .fa { font-size: 10px; }
.mw-filter-quick { background: none; border-style: dashed; }
.mw-filter-chip:hover { background: var(--red-ui-list-item-background-hover); }
.mw-filter-reset { all: unset; padding: 0 4px; font-size: 12px; line-height: 20px; cursor: pointer; text-decoration: underline; color: var(--red-ui-primary-text-color); }
:is(.mw-filter-chip, .mw-filter-reset, .mw-toolbar-clear, .mw-toolbar-menu > button):focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); }
.mw-popup { position: absolute; z-index: 5; top: 36px; right: 6px; box-sizing: border-box; color: var(--red-ui-primary-text-color); background: var(--red-ui-secondary-background); border: 1px solid var(--red-ui-primary-border-color); border-radius: 4px; box-shadow: 0 2px 8px var(--red-ui-shadow); }
.mw-popup[hidden] { display: none; }
.mw-toolbar-filters { left: 6px; max-width: 340px; margin-left: auto; padding: 10px; }
.mw-toolbar-filters > label, .mw-toolbar-filters fieldset > label { display: block; margin: 0 0 8px; font-size: 12px; line-height: 16px; color: var(--red-ui-primary-text-color); }
.mw-toolbar-filters :is(select, input[type='date']) { display: block; width: 100%; min-width: 0; height: 28px; box-sizing: border-box; margin: 2px 0 0; padding: 2px 6px; font-size: 13px; }
.mw-toolbar-filters label.mw-check-line { display: flex; align-items: center; gap: 6px; margin-bottom: 6px; font-size: 13px; }
.mw-toolbar-filters label.mw-check-line input { width: auto; margin: 0; }
.mw-toolbar-end { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 6px; margin-top: 10px; }
.mw-toolbar-menu { min-width: 160px; max-width: calc(100% - 12px); padding: 4px 0; }
.mw-toolbar-menu > button { all: unset; display: flex; gap: 4px; box-sizing: border-box; width: 100%; padding: 5px 12px 5px 8px; font-size: 13px; line-height: 18px; cursor: pointer; }
.mw-toolbar-menu > button > .fa { flex: none; width: 20px; line-height: 18px; text-align: center; }
.mw-toolbar-menu > button:disabled { cursor: default; color: var(--red-ui-secondary-text-color-disabled); }
.mw-toolbar-menu > button:is(:hover, :focus):not(:disabled) { background: var(--red-ui-list-item-background-hover); }
`;
