export const fleetStyle = `
.mw-fleet-own { flex: 1; min-height: 0; overflow: auto; padding: 10px; }
.mw-fleet-own:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: -2px; }
.mw-fleet-own-line > summary { cursor: pointer; font-weight: bold; }
.mw-fleet-own-line > summary:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: 2px; }
.mw-fleet-own-line > :not(summary) { margin-top: 6px; }
.mw-fleet-name { flex: 0 1 auto; min-width: 0; max-width: 62%; font-weight: bold; overflow: hidden; text-overflow: ellipsis; }
.mw-row-first > .mw-fleet-state { flex: 1 1 0; }
.mw-fleet-running { flex: 0 1 auto; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
.mw-fleet-labels { flex: 0 1 auto; max-width: 50%; min-width: 0; overflow: hidden; text-overflow: ellipsis; text-align: right; }
.mw-fleet-also { flex: none; }
.mw-tray .mw-fleet-items > li { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 8px; padding: 6px 0; border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.mw-tray .mw-fleet-items { margin: 0 0 12px; }
.mw-tray .mw-fleet-items > li > div { flex: 1 1 140px; min-width: 0; }
.mw-tray .mw-fleet-items p { margin: 0; }
.mw-tray .mw-fleet-items > li > button { flex: none; }
.mw-tray .mw-fleet-items > li > .mw-row-symbol { line-height: 20px; }
.mw-tray .mw-fleet-state-line { display: flex; gap: 8px; margin: 0 0 14px; }
.mw-tray .mw-fleet-state-line > div { min-width: 0; }
.mw-tray .mw-fleet-state-line p { margin: 0 0 2px; }
.mw-fleet-state-line b { display: inline-block; }
.mw-fleet-state-line b::first-letter { text-transform: uppercase; }
.mw-tray .mw-fleet-state-line > .mw-row-symbol { line-height: 20px; }
.mw-tray .mw-fleet-words { margin: 0 0 16px; padding: 10px 12px; border: 1px solid var(--red-ui-secondary-border-color); border-left: 4px solid var(--red-ui-border-color-warning); border-radius: 4px; background: var(--red-ui-tertiary-background); }
.mw-tray .mw-fleet-words ol { display: flex; flex-wrap: wrap; gap: 6px; margin: 0 0 10px; padding: 0; list-style: none; }
.mw-tray .mw-fleet-words li { padding: 4px 10px; font-size: 16px; font-weight: bold; border: 1px solid var(--red-ui-form-input-border-color); border-radius: 4px; background: var(--red-ui-secondary-background); }
.mw-tray .mw-fleet-buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0; }
.mw-tray .mw-fleet-items .mw-fleet-buttons { margin: 6px 0 2px; }
.mw-tray .mw-fleet-buttons button.red-ui-button { height: auto; white-space: normal; }
.mw-fleet-buttons > .mw-fleet-lacks { flex: 1 1 100%; overflow-wrap: anywhere; }
.mw-tray .mw-fleet-section { margin: 12px 0; }
.mw-fleet-section > summary { font-weight: bold; cursor: pointer; }
.mw-fleet-section > summary:focus-visible, .mw-tray button.mw-fleet-link:focus-visible, .mw-tray button.mw-fleet-fold:focus-visible { outline: 2px solid var(--red-ui-workspace-button-color-focus-outline); outline-offset: 2px; }
.mw-tray .mw-fleet-section > :not(summary) { margin: 8px 0 0 16px; }
.mw-tray .mw-fleet-timeline { margin: 8px 0 0 16px; padding: 0; list-style: none; }
.mw-tray .mw-fleet-timeline li { display: flex; flex-wrap: wrap; gap: 2px 12px; padding: 3px 0; }
.mw-fleet-timeline time { flex: 0 0 150px; }
.mw-fleet-timeline span { flex: 1 1 160px; min-width: 0; }
.mw-tray .mw-fleet-label-row { display: flex; align-items: center; gap: 6px; margin: 0 0 6px; }
.mw-tray .mw-fleet-label-row input { flex: 1 1 60px; min-width: 0; width: auto; margin: 0; font-size: 14px; }
.mw-fleet-no-button { flex: none; width: 26px; }
.mw-tray .mw-fleet-label-row > button { flex: none; min-width: 26px; }
.mw-tray .mw-fleet-copy { display: flex; align-items: stretch; gap: 8px; }
.mw-tray .mw-field .mw-fleet-copy textarea[readonly]:not(:disabled) { flex: 1; min-width: 0; min-height: 0; max-height: 200px; resize: none; field-sizing: content; font-family: var(--red-ui-monospace-font); font-size: 12px; line-height: 17px; overflow-wrap: anywhere; word-break: break-all; color: inherit; background: var(--red-ui-tertiary-background); }
.mw-tray .mw-fleet-copy > button { flex: none; height: auto !important; }
.mw-tray .mw-fleet-steps { margin: 0 0 12px; padding: 0 0 0 20px; }
.mw-tray .mw-fleet-steps li { padding: 2px 0; }
.mw-tray .mw-fleet-values { width: 100%; border-collapse: collapse; }
.mw-fleet-values th, .mw-fleet-values td { text-align: left; vertical-align: middle; padding: 3px 8px 3px 0; font-weight: normal; overflow-wrap: anywhere; }
.mw-fleet-values thead th { font-size: 12px; color: var(--red-ui-secondary-text-color-inactive); }
.mw-tray .mw-fleet-values input:is([type='text'], [type='password']) { width: 100%; box-sizing: border-box; margin: 0; font-size: 14px; }
.mw-fleet-values .mw-fleet-narrow { width: 1%; text-align: center; white-space: nowrap; }
.mw-tray .mw-fleet-values p { margin: 0 0 4px; }
.mw-fleet-planned { padding: 6px 0 8px 16px; }
.mw-fleet-planned .mw-fleet-values td { border-bottom: 1px solid var(--red-ui-secondary-border-color); }
.mw-tray .mw-fleet-deploy { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); gap: 0 40px; align-items: start; }
.mw-tray .mw-fleet-deploy > div { min-width: 0; }
.mw-tray .mw-fleet-ticks { max-height: 320px; overflow: auto; margin: 4px 0 8px; padding: 4px 8px; border: 1px solid var(--red-ui-secondary-border-color); border-radius: 4px; }
.mw-tray .mw-fleet-ticks li { padding: 0; }
.mw-tray .mw-fleet-tick { display: flex; align-items: baseline; gap: 8px; margin: 0; padding: 3px 0; cursor: pointer; color: inherit; }
.mw-tray .mw-fleet-tick input { flex: none; width: auto; margin: 0; }
.mw-fleet-tick > span { min-width: 0; }
.mw-tray input.mw-fleet-search { display: block; width: 100%; box-sizing: border-box; margin: 0 0 6px; font-size: 14px; }
.mw-tray .mw-fleet-lead { font-size: 15px; line-height: 22px; }
.mw-tray .mw-fleet-facts { margin: 0 0 12px; }
.mw-tray .mw-fleet-facts li { padding: 1px 0 1px 14px; text-indent: -14px; }
.mw-fleet-facts li::before { content: '–'; display: inline-block; width: 14px; text-indent: 0; }
.mw-tray button.mw-fleet-link { all: unset; cursor: pointer; text-decoration: underline; font-size: 14px; color: inherit; }
.mw-tray button.mw-fleet-fold { all: unset; cursor: pointer; }
.mw-fleet-fold > .fa { width: 12px; }
.mw-tray .mw-fleet-asked { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); gap: 0 24px; max-width: 900px; margin-top: 12px; }
.mw-tray .mw-fleet-planned li > ul { margin: 2px 0 4px 18px; }
.mw-fleet-planned li code { overflow-wrap: anywhere; }
.mw-fleet-planned > ul + * { margin-top: 8px; }
.mw-fleet-progress progress { display: block; width: 100%; height: 10px; margin: 6px 0 4px; accent-color: var(--red-ui-text-color-success); }
@media (max-width: 480px) { .mw-tray dl { grid-template-columns: 1fr !important; gap: 0 !important; } .mw-tray dd { margin-bottom: 6px !important; } .mw-tray .mw-fleet-copy { flex-direction: column; } }
`;
