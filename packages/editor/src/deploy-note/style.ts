/** Widths are those of the window: beside Deploy there is room for the field only in wide ones. */
export const noteStyle = `
#red-ui-header .red-ui-header-toolbar > li.mw-note { align-items: center; position: relative; width: 150px; height: 30px; align-self: center; margin-left: 10px; }
#red-ui-header .mw-note-unfolding { position: absolute; right: 0; top: 0; width: 150px; }
#red-ui-header .mw-note-unfolding.mw-note-open { z-index: 20; width: 320px; max-width: calc(100vw - 20px); }
#red-ui-header .mw-note input { display: block; width: 100%; height: 30px; box-sizing: border-box; margin: 0; padding: 4px 8px; font-size: 13px; line-height: 20px; text-overflow: ellipsis; color: var(--red-ui-header-menu-color); background: var(--red-ui-header-button-background-active); border: 1px solid var(--red-ui-header-menu-color-disabled); border-radius: 4px; box-shadow: none; }
#red-ui-header .mw-note-open input { background: var(--red-ui-header-menu-background); border-color: var(--red-ui-workspace-button-color-focus-outline); border-radius: 4px 4px 0 0; outline: none; }
#red-ui-header .mw-note input::placeholder { color: var(--red-ui-header-menu-sublabel-color); opacity: 1; }
#red-ui-header .mw-note-changes { display: block; box-sizing: border-box; max-height: 60vh; overflow: auto; padding: 8px 10px; font-size: 13px; line-height: 20px; color: var(--red-ui-header-menu-color); background: var(--red-ui-header-menu-background); border: 1px solid var(--red-ui-workspace-button-color-focus-outline); border-top: none; border-radius: 0 0 4px 4px; box-shadow: 0 2px 8px var(--red-ui-shadow); }
#red-ui-header .mw-note-changes[hidden] { display: none; }
#red-ui-header .mw-note-changes > * { display: block; overflow-wrap: anywhere; }
#red-ui-header .mw-note-part > span { display: inline-block; width: 14px; text-align: center; }
#red-ui-header .mw-note-hint { font-size: 12px; color: var(--red-ui-header-menu-sublabel-color); }
#red-ui-header .mw-note-part + .mw-note-hint { margin-top: 6px; }
#red-ui-header .mw-note-needs { margin-bottom: 6px; padding-left: 8px; border-left: 4px solid var(--red-ui-notification-border-warning); }
#red-ui-header .mw-note-button { display: none; }
#red-ui-header li.mw-note:has(+ li > .red-ui-deploy-button-group.readOnly) { display: none; }
@media (max-width: 900px) {
  #red-ui-header .red-ui-header-toolbar > li.mw-note { width: 30px; }
  #red-ui-header .mw-note-button { all: unset; display: inline-flex; align-items: center; justify-content: center; width: 30px; height: 30px; font-size: 16px; border-radius: 4px; cursor: pointer; color: var(--red-ui-header-menu-color); }
  #red-ui-header .mw-note-button.mw-note-missing { outline: 1px solid var(--red-ui-notification-border-warning); outline-offset: -1px; }
  #red-ui-header .mw-note-button:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: -2px; }
  #red-ui-header .mw-note-unfolding { display: none; }
  #red-ui-header .mw-note-unfolding.mw-note-open { display: block; position: fixed; top: var(--red-ui-header-height); right: 10px; }
}
`;
