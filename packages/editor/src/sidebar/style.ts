/** The skeleton of all sidebars, their states, and what trays and notices have in common with them. */
export const sidebarStyle = `
.mw-sidebar {
  display: flex;
  flex-direction: column;
  height: 100%;
  min-width: 0;
  position: relative;
  overflow: hidden auto;
  container-type: size;
  color: var(--red-ui-primary-text-color);
  background: var(--red-ui-secondary-background);
  font-size: 13px;
  line-height: 18px;
}
.mw-sidebar .mw-head {
  flex: none;
  display: flex;
  align-items: center;
  gap: 6px;
  justify-content: space-between;
  min-height: 24px;
  padding: 4px 4px 4px 10px;
}
.mw-head-link { overflow: hidden; text-overflow: ellipsis; min-width: 0; font-size: 12px; }
.mw-sidebar button.mw-head-link { all: unset; cursor: pointer; text-decoration: underline; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; font-size: 12px; }
.mw-sidebar button.mw-head-link:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); }
.mw-chip {
  flex: none;
  display: inline-flex !important;
  border: 1px solid var(--red-ui-form-input-border-color) !important;
  border-radius: 4px !important;
  align-items: center;
  gap: 4px;
  min-height: 20px;
  white-space: nowrap;
}
@container (max-width: 240px) { .mw-chip-word { display: none; } }
.mw-head:has(.mw-chip-urgent) { flex-wrap: wrap; }
.mw-sidebar .mw-chip-urgent { flex: 0 1 auto; height: auto; margin-left: auto; white-space: normal; }
.mw-chip-urgent .mw-chip-word { display: inline; text-align: left; }
.mw-sidebar button.red-ui-button, .mw-sidebar button.mw-chip, .mw-tray button.red-ui-button { color: var(--red-ui-primary-text-color) !important; }
:is(.mw-sidebar, .mw-tray) button.red-ui-button:disabled { color: var(--red-ui-secondary-text-color-disabled) !important; background: var(--red-ui-secondary-background-disabled) !important; cursor: not-allowed; }
.mw-body { flex: 1; min-height: 108px; display: flex; flex-direction: column; position: relative; }
.mw-line {
  flex: none;
  padding: 6px 10px;
  border-bottom: 1px solid var(--red-ui-secondary-border-color);
  background: var(--red-ui-tertiary-background);
  overflow-wrap: anywhere;
}
.mw-line.mw-amber button {
  all: unset;
  cursor: pointer;
  text-decoration: underline;
}
.mw-line.mw-amber button:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); }
.mw-line.mw-amber {
  border-bottom: none;
  border-top: 1px solid var(--red-ui-secondary-border-color);
  border-left: 4px solid var(--red-ui-border-color-warning);
  max-height: 40%;
  overflow: auto;
}
.mw-sidebar a, .mw-sidebar a:hover, .mw-sidebar a:focus { color: inherit; text-decoration: underline !important; }
.mw-line p { margin: 0 0 6px; }
.mw-line p:last-child { margin-bottom: 0; }
.mw-actions { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 6px; padding: 6px 10px; border-top: 1px solid var(--red-ui-secondary-border-color); background: var(--red-ui-tertiary-background); }
.mw-actions > .mw-actions-first { margin-left: auto; }
.mw-actions > .mw-actions-why { flex: 1 1 100%; text-align: right; overflow-wrap: anywhere; }
.mw-actions button.red-ui-button { height: auto; white-space: normal; }
.mw-foot {
  display: block;
  text-align: left;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  height: 24px;
  line-height: 24px;
}
.mw-foot button {
  all: unset;
  box-sizing: border-box;
  max-width: 100%;
  overflow: hidden;
  text-overflow: ellipsis;
  cursor: pointer;
  font-size: 12px;
  color: var(--red-ui-primary-text-color);
  padding: 0 4px;
}
.mw-foot button:hover { text-decoration: underline; }
.mw-foot button:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: -2px; }
.mw-good { color: var(--red-ui-text-color-success); }
.mw-attention { color: var(--red-ui-text-color-warning); }
.mw-bad { color: var(--red-ui-text-color-error); }
.mw-quiet { color: var(--red-ui-secondary-text-color-inactive); }
.mw-symbol { font-family: var(--red-ui-primary-font); font-size: 15px; line-height: 1; }
.mw-hidden-text {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.mw-state {
  padding: 24px 16px;
  text-align: center;
  overflow-wrap: anywhere;
  overflow: auto;
}
.mw-state > .fa { font-size: 28px; margin-bottom: 12px; color: var(--red-ui-tertiary-text-color); }
.mw-state p { margin: 0 auto 10px; max-width: 340px; }
.mw-state-title { font-weight: bold; }
.mw-state-buttons { display: flex; flex-wrap: wrap; gap: 8px; justify-content: center; margin-top: 14px; }
.mw-state-buttons button.red-ui-button { height: auto; line-height: 20px; padding: 6px 12px; white-space: normal; }
.mw-hint { color: var(--red-ui-secondary-text-color-inactive); font-size: 12px; }
#red-ui-notifications .mw-notice ~ .ui-dialog-buttonset { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; margin-bottom: 10px; }
#red-ui-notifications .mw-notice ~ .ui-dialog-buttonset button { margin: 0; }
.mw-notice .mw-hint { margin-top: -6px; }
@keyframes mw-appear { from { visibility: hidden; } to { visibility: visible; } }
@keyframes mw-breathe { 50% { opacity: .5; } }
.mw-skeleton { padding: 10px; animation: mw-appear 0s 300ms both; }
.mw-skeleton-row { display: flex; flex-direction: column; gap: 8px; padding: 8px 4px; animation: mw-breathe 1.6s ease-in-out infinite; }
.mw-skeleton-row > span { display: block; height: 10px; border-radius: 3px; background: var(--red-ui-secondary-border-color); }
.mw-skeleton-row > span:first-child { width: 60%; }
.mw-skeleton-row > span:last-child { width: 85%; }
.mw-skeleton-words { text-align: center; animation: mw-appear 0s 2s both; }
@media (prefers-reduced-motion: reduce) { .mw-skeleton-row { animation: none; } }
.mw-tray { padding: 16px 20px; color: var(--red-ui-primary-text-color); font-size: 14px; line-height: 20px; overflow-wrap: anywhere; }
.red-ui-tray-body:has(> .mw-tray) { min-width: 0 !important; }
.mw-tray:focus { outline: none; }
/* Below the header and the buttons of a tray, which a notice would cover. */
#red-ui-editor:has(.red-ui-tray) #red-ui-notifications:has(.mw-notice) { top: 136px; }
.mw-tray h3 { font-size: 14px; line-height: 20px; font-weight: bold; margin: 20px 0 6px; color: inherit; }
.mw-tray h3:first-child { margin-top: 0; }
.mw-tray ul { list-style: none; margin: 0; padding: 0; }
.mw-tray li { padding: 3px 0; }
.mw-tray .mw-check { display: flex; gap: 8px; }
.mw-tray dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }
.mw-tray dt { font-weight: normal; color: var(--red-ui-secondary-text-color-inactive); }
.mw-tray dd { margin: 0; }
.mw-tray .mw-field { margin: 0 0 14px; }
.mw-tray .mw-field > label { display: block; width: auto; margin: 0 0 3px; color: inherit; }
.mw-tray .mw-field :is(input[type='text'], input[type='number'], input[type='password'], input[type='datetime-local'], select, textarea) { display: block; width: 100%; box-sizing: border-box; margin: 0; font-size: 14px; }
.mw-tray .mw-field textarea { min-height: 54px; line-height: 20px; padding: 6px 8px; resize: vertical; }
.mw-tray .mw-field :is(input, textarea):is(:read-only, :disabled):not([type='checkbox'], [type='radio'], [type='file']) { color: var(--red-ui-form-text-color-disabled); background: var(--red-ui-form-input-background-disabled); }
.mw-tray .mw-field-check > label { display: flex; align-items: baseline; gap: 8px; cursor: pointer; }
.mw-tray .mw-field-check input { flex: none; width: auto; margin: 0; }
.mw-tray .mw-field > p { margin: 3px 0 0; line-height: 17px; }
.mw-tray .mw-field-check > p { margin-left: 21px; }
.mw-tray .mw-columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 0 16px; }
.mw-tray .mw-field-problem { font-size: 12px; color: var(--red-ui-text-color-error); }
.mw-tray .mw-fields { min-width: 0; margin: 0 0 18px; padding: 0; border: none; }
.mw-tray .mw-fields > legend { display: block; width: auto; margin: 0 0 6px; padding: 0; border: none; font-size: 14px; line-height: 20px; font-weight: bold; color: inherit; }
.mw-tray .mw-fields > .mw-hint { margin: 0 0 10px; }
.mw-tray .mw-choice { margin-bottom: 8px; }
.mw-tray .mw-choice > .mw-field { margin-bottom: 8px; }
.mw-tray .mw-fields .mw-choice > legend { font-weight: normal; }
.mw-tray button.mw-danger:not(:disabled) { border-color: var(--red-ui-border-color-error) !important; color: var(--red-ui-text-color-error) !important; }
.mw-tray .mw-with-unit { display: flex; align-items: center; gap: 8px; }
.mw-tray .mw-field .mw-with-unit input { flex: 0 1 110px; width: auto; min-width: 0; }
.mw-tray .mw-field .mw-with-unit select { flex: none; width: auto; }
.mw-tray .mw-saved { min-height: 18px; margin: -8px 0 8px; font-size: 12px; line-height: 18px; }
.mw-tray code { font-family: var(--red-ui-monospace-font); font-size: 12px; color: inherit; background: none; border: none; padding: 0; white-space: normal; }
.mw-tray .mw-line { border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px; margin-bottom: 12px; }
.mw-tray .mw-line.mw-amber { border-left: 4px solid var(--red-ui-border-color-warning); }
`;
