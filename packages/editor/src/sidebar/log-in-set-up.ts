import type { EditorDoor } from '../door.ts';
import { red } from '../red.ts';
import { WritableResource } from '../resource.ts';
import { html, type TemplateResult } from '../template.ts';
import { words } from '../words.ts';

/** What sets a log-in up here, if a member can. */
export type LogInSetUp = (() => void) | undefined;

/** Says what the heads of all sidebars offer to those who run without a log-in; undefined takes it back. */
export function offerLogInSetUp(door: EditorDoor, run: LogInSetUp): void {
  const offered = logInSetUpOf(door);
  if (offered.value !== run) offered.set(run);
}

/** The bundle that made the door may be of a version that had no such offer. */
export function logInSetUpOf(door: EditorDoor): WritableResource<LogInSetUp> {
  door.logInSetUp ??= new WritableResource<LogInSetUp>(undefined);
  return door.logInSetUp;
}

/** For those who run without a log-in; empty for the others. */
export function logInLink(door: EditorDoor): TemplateResult {
  if (red().settings.user !== undefined) return html`<span></span>`;
  const run = logInSetUpOf(door).value;
  if (run)
    return html`<button type="button" class="mw-head-link" title=${words().noLogIn} @click=${run}>${words().setUpLogIn}</button>`;
  return html`<a
    class="mw-head-link"
    href="https://nodered.org/docs/user-guide/runtime/securing-node-red"
    target="_blank"
    rel="noopener noreferrer"
    title=${words().noLogIn}
    >${words().setUpLogIn}</a
  >`;
}
