import { sizeRules } from './sizes.ts';

const rules = `
.mw-al {
  position: relative; display: flex; flex-direction: column; height: 100%; min-height: 0; min-width: 0;
  overflow: hidden; box-sizing: border-box; border: 1px solid var(--mw-alarm-edge); border-radius: 4px;
  background: var(--mw-alarm-surface); color: var(--mw-alarm-text); font-size: 14px; line-height: 1.3;
}
.mw-al *, .mw-al *::before { box-sizing: border-box; }
.mw-al ul, .mw-al p, .mw-al h2, .mw-al dl, .mw-al dd { margin: 0; padding: 0; }
.mw-al ul { list-style: none; }
.mw-al button, .mw-al input, .mw-al select, .mw-al textarea {
  min-height: 44px; min-width: 44px; padding: 4px 10px; border: 1px solid var(--mw-alarm-edge); border-radius: 4px;
  background: var(--mw-alarm-surface); color: var(--mw-alarm-text); font: inherit; max-width: 100%;
}
.mw-al button { cursor: pointer; }
.mw-al select, .mw-al input[type=checkbox] { appearance: auto; }
.mw-al button:disabled { cursor: default; border-style: dashed; color: var(--mw-alarm-quiet); background: var(--mw-alarm-head); }
.mw-al button.mw-al-primary:not(:disabled) {
  border-color: var(--mw-alarm-accent); background: var(--mw-alarm-accent); color: var(--mw-alarm-surface); font-weight: 600;
}
.mw-al :focus-visible { outline: 3px solid var(--mw-alarm-accent); outline-offset: -3px; }
.mw-al ::placeholder { color: var(--mw-alarm-quiet); opacity: 1; }
.mw-al-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mw-al-head { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 4px; background: var(--mw-alarm-head); }
.mw-al-tabs { display: flex; flex-wrap: wrap; gap: 4px; }
.mw-al-tabs [aria-selected=true] { border-color: var(--mw-alarm-accent); border-bottom-width: 4px; font-weight: 600; }
.mw-al-figures { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; }
.mw-al-figures li { display: flex; align-items: center; gap: 4px; white-space: nowrap; }
.mw-al-rate, .mw-al-chattering, .mw-al-stale { color: var(--mw-alarm-quiet); }
.mw-al-figures .mw-al-unknown, .mw-al-figures .mw-al-aside { white-space: normal; color: var(--mw-alarm-quiet); }
.mw-al-flood { padding: 2px 6px; border: 2px solid var(--mw-alarm-fault); color: var(--mw-alarm-fault); font-weight: 600; }
.mw-al-filter { display: flex; flex-wrap: wrap; gap: 4px; flex: 1 1 200px; min-width: 0; }
.mw-al-filter input { flex: 1 1 90px; min-width: 44px; width: 90px; }
.mw-al-filter select { flex: 0 1 auto; min-width: 44px; }
.mw-al-notices { flex: none; }
.mw-al-notice {
  display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 4px 8px; white-space: pre-line; overflow-wrap: anywhere;
  background: var(--mw-alarm-head); border-left: 6px solid var(--mw-alarm-edge);
}
.mw-al-is-lost, .mw-al-is-failed, .mw-al-is-refused { border-left-color: var(--mw-alarm-fault); color: var(--mw-alarm-fault); font-weight: 600; }
.mw-al-is-quiet, .mw-al-is-disabled { color: var(--mw-alarm-quiet); }
.mw-al-waiting { width: 100%; border-color: var(--mw-alarm-accent) !important; color: var(--mw-alarm-accent) !important; font-weight: 600 !important; }
.mw-al-panel { flex: 1 1 0; min-height: 0; display: flex; flex-direction: column; }
.mw-al-empty { margin: auto !important; padding: 12px !important; text-align: center; color: var(--mw-alarm-quiet); }
.mw-al-grid, .mw-al-journal { flex: 1 1 0; min-height: 0; overflow: auto; position: relative; overflow-anchor: none; }
.mw-al-rows { position: relative; }
.mw-al-row, .mw-al-columns {
  display: grid; align-items: center; column-gap: 8px; padding: 0 8px; min-width: 0;
  grid-template-columns: 16px 28px minmax(8em, 3fr) minmax(7em, 1.4fr) minmax(5em, 1fr) minmax(4em, .8fr) minmax(4em, 1fr) 5em 44px;
}
.mw-al-columns { position: sticky; top: 0; z-index: 1; height: 32px; background: var(--mw-alarm-head); color: var(--mw-alarm-quiet); }
.mw-al-columns > span { font-size: .9em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mw-al-row { position: absolute; top: 0; left: 0; right: 0; contain: strict; border-bottom: 1px solid var(--mw-alarm-head); cursor: pointer; }
.mw-al-row > span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
.mw-al-row .mw-al-more button { border-color: transparent; background: none; padding: 0; font-size: 1.4em; }
.mw-al-row .mw-al-limit, .mw-al-row .mw-al-area, .mw-al-row .mw-al-since { color: var(--mw-alarm-quiet); }
.mw-al-news .mw-al-text { font-weight: 700; }
.mw-al-gone { color: var(--mw-alarm-quiet); font-style: italic; }
.mw-al-selected { background: var(--mw-alarm-selected); }
.mw-al-grid:focus-visible .mw-al-active { outline: 3px solid var(--mw-alarm-accent); outline-offset: -3px; }
.mw-al-old .mw-al-row, .mw-al-old .mw-al-worst { text-decoration: underline dotted; font-style: italic; }
.mw-al-shape { flex: none; width: 24px; height: 24px; margin: 2px; display: block; overflow: visible; }
.mw-al-shape path { stroke-width: 2; }
.mw-al-shape text { font: 700 13px sans-serif; }
${[1, 2, 3, 4]
  .map(
    (
      tone,
    ) => `.mw-al-tone-${tone} path { fill: var(--mw-alarm-${tone}-fill); stroke: var(--mw-alarm-${tone}-line); }
.mw-al-tone-${tone} text { fill: var(--mw-alarm-${tone}-ink); }`,
  )
  .join('\n')}
.mw-al-hollow path { fill: var(--mw-alarm-surface); }
.mw-al-hollow text { fill: var(--mw-alarm-text); }
@keyframes mw-al-blink { 50% { outline-color: transparent; } }
/* A frame blinks: shape and number are to be read at any moment. */
.mw-al-blinks { outline: 2px solid var(--mw-alarm-text); animation: mw-al-blink 1s step-end infinite; }
@media (prefers-reduced-motion: reduce) {
  .mw-al-blinks { animation: none; outline-style: dashed; }
}
.mw-al-actions { flex: none; display: flex; flex-wrap: wrap; align-items: center; gap: 4px; padding: 4px; background: var(--mw-alarm-head); max-height: 50%; overflow: auto; }
.mw-al-journal table { width: 100%; border-collapse: collapse; }
.mw-al-journal th { position: sticky; z-index: 1; top: 0; text-align: left; background: var(--mw-alarm-head); color: var(--mw-alarm-quiet); font-weight: 400; }
.mw-al-journal .mw-al-time { white-space: nowrap; }
.mw-al-journal th, .mw-al-journal td { padding: 6px 8px; border-bottom: 1px solid var(--mw-alarm-head); vertical-align: top; }
.mw-al-dialog {
  width: min(480px, 94vw); max-height: 90vh; margin: auto; padding: 16px; border: 2px solid var(--mw-alarm-edge); border-radius: 6px; overflow: auto;
  background: var(--mw-alarm-surface); color: var(--mw-alarm-text);
}
.mw-al-dialog::backdrop { background: rgba(0, 0, 0, .5); }
.mw-al-dialog h2 { font-size: 1.2em; margin-bottom: 8px; }
.mw-al-dialog form > label { display: block; margin-top: 8px; }
.mw-al-dialog form > label > select { margin-left: 8px; }
.mw-al-dialog textarea { width: 100%; }
.mw-al-check { display: flex !important; align-items: center; gap: 8px; min-height: 44px; }
.mw-al-check input { min-height: 24px; min-width: 24px; }
.mw-al-dialog dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 12px; }
.mw-al-dialog dt { color: var(--mw-alarm-quiet); }
.mw-al-buttons { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
.mw-al-fault { color: var(--mw-alarm-fault); font-weight: 600; }
.mw-al-two-lines .mw-al-columns, .mw-al-narrow .mw-al-columns { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.mw-al-two-lines .mw-al-row { grid-template: 'mark priority text text text more' 28px 'mark priority state value since more' 24px / 14px 28px 1.6fr 1fr auto 44px; }
.mw-al-narrow .mw-al-row { grid-template: 'priority text' 28px 'priority state' 24px / 28px 1fr; padding: 0 4px; column-gap: 4px; }
.mw-al-two-lines .mw-al-row > span, .mw-al-narrow .mw-al-row > span { align-self: center; }
.mw-al-two-lines .mw-al-limit, .mw-al-two-lines .mw-al-area,
.mw-al-narrow .mw-al-limit, .mw-al-narrow .mw-al-area, .mw-al-narrow .mw-al-value, .mw-al-narrow .mw-al-since,
.mw-al-narrow .mw-al-mark, .mw-al-narrow .mw-al-more { display: none; }
${['mark', 'priority', 'text', 'state', 'value', 'since', 'more']
  .map(
    (name) =>
      `.mw-al-two-lines .mw-al-row > .mw-al-${name}, .mw-al-narrow .mw-al-row > .mw-al-${name} { grid-area: ${name}; }`,
  )
  .join('\n')}
.mw-al-narrow .mw-al-selected .mw-al-text::before { content: '✓ '; }
.mw-al-narrow .mw-al-head { max-height: 40%; overflow: auto; }
.mw-al-narrow .mw-al-filter, .mw-al-narrow .mw-al-rate, .mw-al-narrow .mw-al-chattering, .mw-al-narrow .mw-al-stale { display: none; }
.mw-al-wall { font-size: 22px; }
.mw-al-wall .mw-al-columns { height: 44px; }
.mw-al-wall .mw-al-shape { width: 36px; height: 36px; }
.mw-al-wall .mw-al-row, .mw-al-wall .mw-al-columns { grid-template-columns: 24px 40px minmax(8em, 3fr) minmax(7em, 1.4fr) minmax(5em, 1fr) minmax(4em, .8fr) minmax(4em, 1fr) 5em 44px; }
.mw-al-banner { flex-direction: row; flex-wrap: wrap; align-items: center; gap: 4px 10px; padding: 0 6px; overflow: auto; }
.mw-al-bar { transition: none; }
.mw-al-bar > .mw-al-banner { height: auto; max-height: 40vh; border-width: 2px 0 0; border-radius: 0; }
.mw-al-banner .mw-al-worst { flex: 1 1 120px; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.mw-al-banner .mw-al-calm { flex: 1 1 100px; color: var(--mw-alarm-quiet); }
`;

/** The style of lists and banners of alarms. Colours come as custom properties of the root. */
export const alarmStyle = `${rules}${sizeRules}`;
