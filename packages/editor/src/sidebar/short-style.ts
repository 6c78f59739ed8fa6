/**
 * Node-RED 5 gives the upper half of the sidebar 300 px at first, of which we get 255: there the list comes before all
 * that stands around it. And it keeps the height of a section although the window has become lower, so that the
 * section sticks out, and whatever gets the focus scrolls its head away: ours give way.
 */
export const shortStyle = `
.red-ui-sidebar-section:has(.mw-sidebar) { flex-shrink: 1; }
.red-ui-sidebar-section:has(.mw-sidebar) ~ .red-ui-sidebar-section-bottom { flex-shrink: 10000; }
@container (max-height: 420px) {
  .mw-sidebar > .mw-toolbar { padding: 4px 6px; }
  .mw-toolbar .mw-chips { flex-wrap: nowrap; margin: 2px -6px -2px; padding: 2px 6px; overflow-x: auto; scrollbar-width: none; mask-image: linear-gradient(to left, transparent, #000 20px); }
  .mw-toolbar .mw-chips::after { content: ''; flex: none; width: 12px; }
  .mw-popup { max-height: calc(100cqh - 42px); overflow: auto; }
  .mw-chips > li { flex: none; }
  .mw-sidebar > .mw-line { padding: 4px 10px; font-size: 12px; line-height: 16px; }
  .mw-sidebar > .mw-line.mw-amber { max-height: 32px; padding: 2px 10px 2px 6px; overflow: hidden; }
  .mw-sidebar > .mw-amber .mw-one-line { display: flex; gap: 6px; white-space: nowrap; }
  .mw-amber .mw-one-line > span { min-width: 0; overflow: hidden; text-overflow: ellipsis; }
  .mw-amber .mw-one-line > button { flex: none; }
}
@container (max-height: 420px) and (min-width: 240px) {
  .mw-head:not(:has(a, button.mw-head-link, .mw-chip-urgent)) { position: absolute; z-index: 1; top: 4px; right: 6px; min-height: 0; padding: 0; border: none; background: none; }
  .mw-head:not(:has(a, button.mw-head-link, .mw-chip-urgent)) .mw-chip { box-sizing: border-box; justify-content: center; width: 26px; height: 26px; padding: 0; }
  .mw-head:not(:has(a, button.mw-head-link, .mw-chip-urgent)) .mw-chip-word { display: none; }
  .mw-head:not(:has(a, button.mw-head-link, .mw-chip-urgent)) + .mw-toolbar > .mw-toolbar-line { margin-right: 30px; }
}
`;
