/** Out of sight, and still there for who hears the page. */
const unseen =
  'position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;';

/** What gives way where there is little room, words before numbers, numbers before shapes; and what grows on a wall. */
export const sizeRules = `
.mw-al { container-type: inline-size; }
.mw-al-notice > span { min-width: 0; overflow-wrap: anywhere; }
.mw-al-figures .mw-al-total, .mw-al-sign { display: none; }
@container (min-width: 1600px) {
  .mw-al-banner > *, .mw-al-banner > button { font-size: 20px; }
  .mw-al-banner .mw-al-shape { width: 32px; height: 32px; }
}
@container (max-width: 520px) {
  .mw-al-rate, .mw-al-chattering, .mw-al-stale, .mw-al-aside { ${unseen} }
  .mw-al-order { display: none; }
  .mw-al-filter { flex-wrap: nowrap; }
  .mw-al-filter select { flex: 1 1 70px; width: 70px; padding: 4px; text-overflow: ellipsis; }
  .mw-al-journal table, .mw-al-journal tbody { display: block; }
  .mw-al-journal thead { ${unseen} }
  .mw-al-journal tr { display: grid; grid-template-columns: 28px 1fr auto; gap: 2px 8px; padding: 6px 8px; border-bottom: 1px solid var(--mw-alarm-head); }
  .mw-al-journal td { display: block; padding: 0; border: 0; overflow-wrap: anywhere; }
  .mw-al-journal td:empty { display: none; }
  .mw-al-journal .mw-al-time { grid-area: 1 / 3; color: var(--mw-alarm-quiet); }
  .mw-al-journal .mw-al-priority { grid-area: 1 / 1; }
  .mw-al-journal .mw-al-text { grid-area: 1 / 2; }
  .mw-al-journal .mw-al-change, .mw-al-journal .mw-al-who, .mw-al-journal .mw-al-note { grid-column: 2 / -1; }
  .mw-al-banner .mw-al-word, .mw-al-banner .mw-al-count, .mw-al-banner .mw-al-figures > .mw-al-flood:not(.mw-al-total),
  .mw-al-banner .mw-al-is-quiet, .mw-al-banner .mw-al-unknown { ${unseen} }
  .mw-al-banner .mw-al-sign { display: inline; font-size: 1.3em; }
  .mw-al-banner .mw-al-figures .mw-al-total { display: flex; font-weight: 700; }
  .mw-al-banner .mw-al-figures { flex: none; }
  .mw-al-banner button { padding: 0; }
  .mw-al-banner .mw-al-worst, .mw-al-banner .mw-al-calm { flex: 1 1 60px; max-height: 2.6em; overflow: hidden; white-space: normal; }
  .mw-al-banner .mw-al-worst b { font-weight: 600; }
  .mw-al-banner .mw-al-notice { flex: 1 1 60px; min-width: 0; padding: 2px 6px; max-height: 44px; overflow: hidden; font-size: 12px; line-height: 1.2; }
  .mw-al-banner.mw-al-old .mw-al-worst, .mw-al-banner.mw-al-old .mw-al-calm, .mw-al-banner.mw-al-old .mw-al-primary { ${unseen} }
}
@container (max-width: 420px) {
  .mw-al-two-lines .mw-al-row { grid-template: 'priority text text text more' 28px 'priority state value since more' 24px / 28px minmax(0, 1fr) auto auto 44px; column-gap: 6px; padding: 0 4px; }
  .mw-al-two-lines .mw-al-mark { display: none; }
  .mw-al-two-lines .mw-al-state, .mw-al-two-lines .mw-al-value, .mw-al-two-lines .mw-al-since { font-size: .9em; }
  .mw-al-two-lines .mw-al-selected .mw-al-text::before { content: '✓ '; }
}
@container (max-width: 160px) {
  .mw-al-head .mw-al-figures { ${unseen} }
  .mw-al-tabs button, .mw-al-actions button { flex: 1 1 100%; padding: 2px; font-size: 10px; }
  .mw-al-panel { font-size: 12px; }
  .mw-al-banner .mw-al-worst, .mw-al-banner .mw-al-to-list, .mw-al-banner .mw-al-primary { ${unseen} }
  .mw-al-banner .mw-al-calm, .mw-al-banner .mw-al-notice { flex-basis: 30px; font-size: 11px; padding: 0; max-height: 40px; border-left-width: 3px; }
  .mw-al-banner.mw-al-old .mw-al-figures, .mw-al-banner.mw-al-old > .mw-al-shape { ${unseen} }
}
`;
