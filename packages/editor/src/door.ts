import type { DeployNote } from './deploy-note/note.ts';
import { editorErrors } from './failure.ts';
import { notify } from './notify.ts';
import type { PlcSidebar } from './plc/plc-sidebar.ts';
import { tellRefusals } from './refusals.ts';
import { openWithoutCredentials } from './refused-credentials.ts';
import { openWithoutFlows } from './refused-flows.ts';
import type { WritableResource } from './resource.ts';
import type { LogInSetUp } from './sidebar/log-in-set-up.ts';
import type { Concerns } from './status/concerns.ts';
import { createSelfTest, type SelfTest } from './status/self-test.ts';
import { showWarnings } from './status/warnings.ts';
import { editorLocale, fill, type TextFinder } from './text.ts';
import type { ShowVersion } from './versions.ts';
import { words } from './words.ts';

/** Raised when what stands on {@link EditorDoor} changes its meaning. */
const api = 1;

const place = Symbol.for('millwright.editor');

/**
 * What the bundles of our packages share in one page. The first bundle makes it, the others use it as it is, so it
 * only ever gains members.
 */
export interface EditorDoor {
  readonly api: number;
  /** The package whose code runs here. */
  readonly owner: string;
  /** All packages that came to this page. */
  readonly members: Set<string>;
  readonly selfTest: SelfTest;
  /** The texts of all members: what the server warns of may be any plugin's. */
  readonly texts: Set<TextFinder>;
  /** What ends a member that runs in this page, by its package. */
  readonly running: Map<string, () => void>;
  /** What members say is wrong with themselves, once one has said something. */
  concerns?: WritableResource<Concerns>;
  /** The names of members whose concern is grave, once one has said something. */
  graveConcerns?: Set<string>;
  /** What sets a log-in up, once a member has offered it. */
  logInSetUp?: WritableResource<LogInSetUp>;
  /** What shows a version of the flows, once a member that keeps them has offered it. */
  versions?: WritableResource<ShowVersion>;
  /** The sidebar that the packages of all PLC protocols share, once one of them is there. */
  plc?: PlcSidebar;
  /** The field beside Deploy, once a member has asked for it. */
  deployNote?: DeployNote;
}

type Globals = { [place]?: EditorDoor };

/**
 * Enters the door of this page, and makes it when this is the first bundle.
 *
 * @param member the npm package that the bundle belongs to
 * @returns undefined when the door is of another kind; the user has then been told which packages do not fit
 */
export function enterEditor(member: string): EditorDoor | undefined {
  const globals = globalThis as Globals;
  const present = globals[place];
  if (present === undefined) {
    const texts = new Set<TextFinder>();
    const door: EditorDoor = {
      api,
      owner: member,
      members: new Set([member]),
      selfTest: createSelfTest(),
      texts,
      running: new Map(),
    };
    globals[place] = door;
    showWarnings(texts);
    const active = (): boolean => door.running.size > 0;
    tellRefusals(texts, active);
    openWithoutCredentials(active);
    openWithoutFlows(active);
    return door;
  }
  if (present.api !== api) {
    notify({
      id: `millwright-${editorErrors.otherApi.code}`,
      kind: 'warning',
      text: fill(words().otherApi, { owner: present.owner, member }, editorLocale()),
      hint: fill(words().errorCode, { code: editorErrors.otherApi.code }, editorLocale()),
      actions: [{ label: words().close, run: () => {} }],
    });
    return undefined;
  }
  present.members.add(member);
  return present;
}
