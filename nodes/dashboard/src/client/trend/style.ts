/** How a trend looks. Colours are those of Dashboard's theme, so that every theme fits. */
export const trendRules = `
.mw-trend { display: flex; flex-direction: column; height: 100%; min-height: 0; overflow: hidden; position: relative;
  container-type: inline-size; color: rgb(var(--v-theme-on-group-background)); font-size: 13px; line-height: 1.3; }
.mw-trend-head { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: center; flex: none; }
.mw-trend h3 { flex: 1 1 80px; font-size: 14px; font-weight: 600; margin: 0; padding: 2px 4px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mw-trend-tools { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; flex: none; min-width: 0; margin: 0; padding: 0; border: 0; }
.mw-trend-tools:disabled button, .mw-trend-tools:disabled select { opacity: .6; cursor: default; }
.mw-trend-tools button, .mw-trend-tools select { min-width: 44px; min-height: 44px; padding: 0 10px; font: inherit; cursor: pointer;
  color: inherit; background: transparent; border: 1px solid rgba(var(--v-theme-on-group-background), .45); border-radius: 4px; }
.mw-trend-tools select { appearance: auto; }
.mw-trend-tools select option { color: rgb(var(--v-theme-on-group-background)); background: rgb(var(--v-theme-group-background)); }
.mw-trend-tools button[aria-pressed='true'] { background: rgba(var(--v-theme-on-group-background), .14); font-weight: 600; }
.mw-trend button:focus-visible, .mw-trend select:focus-visible, .mw-trend-plot:focus-visible, .mw-trend-table:focus-visible {
  outline: 3px solid currentColor; outline-offset: -3px; }
.mw-trend-pens { display: flex; flex-wrap: wrap; gap: 0 14px; margin: 0; padding: 2px 4px; list-style: none; flex: none; max-height: 40%; overflow: auto; }
.mw-trend-pens li { display: flex; flex-wrap: wrap; gap: 0 5px; align-items: baseline; }
.mw-trend-mark { font-weight: 700; border-bottom: 3px solid currentColor; padding: 0 3px; }
.mw-trend-value { font-weight: 600; font-variant-numeric: tabular-nums; }
.mw-trend-alarm { font-weight: 700; border: 1px solid currentColor; border-radius: 3px; padding: 0 4px; }
.mw-trend-plot { flex: 1; min-height: 0; min-width: 0; position: relative; overflow: hidden; touch-action: pan-y; cursor: crosshair; }
.mw-trend-plot .uplot { position: absolute; inset: 0; }
.mw-trend-told { position: absolute; inset: 0; display: flex; align-items: center; justify-content: center; pointer-events: none; font-weight: 600; }
.mw-trend-lost { flex: none; padding: 4px 8px; font-weight: 700; border: 2px dashed currentColor; border-radius: 4px; }
.mw-trend-unknown { flex: none; padding: 2px 8px; font-weight: 600; }
.mw-trend-then { position: absolute; right: 8px; bottom: 54px; max-width: calc(100% - 16px); padding: 0 4px; pointer-events: none; font-weight: 600; font-variant-numeric: tabular-nums;
  background: rgb(var(--v-theme-group-background)); border: 1px solid currentColor; border-radius: 3px; }
.mw-trend-then-alarm { font-weight: 400; overflow-wrap: anywhere; }
.mw-trend-table { flex: 1; min-height: 0; overflow: auto; }
.mw-trend-table table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.mw-trend-table th, .mw-trend-table td { padding: 3px 8px; text-align: right; border-bottom: 1px solid rgba(var(--v-theme-on-group-background), .2); }
.mw-trend-table th:first-child { text-align: left; }
.mw-trend-alarms { margin-top: 12px; }
.mw-trend-alarms caption { padding: 3px 8px; font-weight: 600; text-align: left; }
.mw-trend-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (min-width: 1600px) {
  .mw-trend > * { font-size: 20px; }
  .mw-trend h3 { font-size: 22px; }
}
@container (max-width: 360px) {
  .mw-trend-save { display: none; }
}
@container (max-width: 239px) {
  .mw-trend-tools { display: none; }
  .mw-trend-unit, .mw-trend-label { display: none; }
}
`;
