import { createHash } from 'node:crypto';

/** For a phone as for a panel in a hall: grey, with one button that stands out, at 44 px what one touches. */
export const style = `
:root { color-scheme: light dark; --back: #eceeef; --card: #fff; --text: #1c1f21; --quiet: #4c5357; --line: #6f777c; --main: #0b5394; --on-main: #fff; --bad: #a3161b; }
@media (prefers-color-scheme: dark) { :root { --back: #14171a; --card: #1f2428; --text: #f1f3f4; --quiet: #b9c1c6; --line: #8a949a; --main: #8ec5ff; --on-main: #0b1a28; --bad: #ffb0ad; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 380px; padding: 24px; border-radius: 8px; background: var(--card); }
h1 { margin: 0 0 16px; font-size: 24px; line-height: 1.25; }
p { margin: 0 0 16px; }
label { display: block; margin: 0 0 4px; font-weight: 600; }
input, button, .go { display: block; width: 100%; min-height: 44px; padding: 8px 12px; border-radius: 4px; font: inherit; }
input { margin: 0 0 16px; border: 1px solid var(--line); background: var(--card); color: var(--text); }
button, .go { border: 1px solid var(--main); font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button, .go { background: var(--main); color: var(--on-main); }
.second { margin-top: 12px; background: var(--card); color: var(--main); }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
.problem { padding: 8px 12px; border-left: 4px solid var(--bad); color: var(--bad); }
.quiet { color: var(--quiet); }
.who { overflow-wrap: anywhere; }
`;

/** Nothing is loaded, nothing runs, nobody frames it; the form goes to where it came from. */
export const contentPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
