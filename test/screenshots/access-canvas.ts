import type { Policy, Rule } from '@millwright/access';
import type { Gallery, Shot } from '@millwright/testing';
import { type AccessInstance, startWithAccess } from '../access/access.ts';
import { type CanvasPage, canvasOf, plantFlows } from '../editor/access-canvas-page.ts';
import { renameTab } from '../editor/history-page.ts';

const line = (deploy: Partial<Rule>): readonly Rule[] => [
  {
    name: 'Own line',
    effect: 'allow',
    actions: ['flow.edit', 'credential.*'],
    on: [{ tab: { id: 'press' } }],
  },
  { name: 'Night shift', effect: 'deny', actions: ['flow.edit'], on: [{ tab: { name: 'Oven *' } }] },
  { name: 'Deploy', effect: 'allow', actions: ['deploy.flows', 'deploy.nodes', 'flow.run'], ...deploy },
];
const plantRoles = (policy: Policy): Policy => ({
  ...policy,
  roles: [
    ...policy.roles,
    { name: 'line', inherits: ['operator'], rules: [...line({})] },
    {
      name: 'line-with-reasons',
      inherits: ['operator'],
      rules: [...line({ when: [{ kind: 'reason', minLength: 10 }] })],
    },
  ],
});
const people: Readonly<Record<string, readonly string[]>> = {
  anna: ['line'],
  ben: ['line-with-reasons'],
  operator: ['operator'],
  viewer: ['viewer'],
};
/** What their browsers have after a log-in. */
const tokens = new Map<string, string>();

async function startPlant(): Promise<{ nodeRed: AccessInstance['nodeRed'] }> {
  const access = await startWithAccess({ only: ['node-red-access'], flows: plantFlows });
  await access.changePolicy(plantRoles);
  for (const [name, roles] of Object.entries(people)) {
    await access.addPerson(name, roles);
    tokens.set(name, await access.token(name));
  }
  return { nodeRed: access.nodeRed };
}

interface Setting {
  readonly theme?: Shot['theme'];
  readonly language?: 'en-US' | 'de';
  /** Of the window, in pixels. */
  readonly width?: number;
  readonly height?: number;
}

function shot(
  name: string,
  caption: string,
  person: string,
  { theme = 'light', language = 'en-US', width = 1280, height = 420 }: Setting,
  bring: (canvas: CanvasPage) => Promise<unknown>,
): Shot {
  return {
    name,
    caption,
    theme,
    width: 320,
    language,
    beforeLoad: (page) =>
      page.addInitScript((token) => {
        localStorage.setItem(
          'auth-tokens',
          JSON.stringify({ access_token: token, expires_in: 604_800, token_type: 'Bearer' }),
        );
      }, tokens.get(person) ?? ''),
    async prepare(page) {
      await page.setViewportSize({ width, height });
      const canvas = canvasOf({ page, context: page.context(), errors: [], close: async () => {} });
      await page.waitForFunction(
        () => (document.querySelector('#red-ui-tab-oven') as HTMLElement | null)?.title,
      );
      await bring(canvas);
      return undefined;
    },
  };
}

const show =
  (id: string) =>
  ({ red }: CanvasPage): Promise<void> =>
    id === 'oven' ? red((RED) => RED.workspaces.show('oven')) : red((RED) => RED.workspaces.show('recipe'));

const refused = async (canvas: CanvasPage): Promise<void> => {
  const { page, red } = canvas;
  await red((RED) => {
    Object.assign(RED.nodes.node('broker') ?? {}, { broker: 'elsewhere', changed: true });
    RED.nodes.dirty(true);
  });
  await page.locator('#red-ui-header-button-deploy').click();
  await page.locator('.mw-tab-refused .mw-tab-icon').waitFor();
  await page.locator('.red-ui-deploy-button-spinner').waitFor({ state: 'hidden' });
  // Node-RED's notices slide in.
  await page.waitForFunction(() => {
    const notice = document.querySelector<HTMLElement>('.red-ui-notification');
    return notice && notice.offsetHeight > 60 && notice.style.overflow !== 'hidden';
  });
};

const asked = async ({ page }: CanvasPage): Promise<void> => {
  await page.locator('.mw-note').waitFor();
  await renameTab(page, 'press', 'Press 2');
  await page.locator('#red-ui-header-button-deploy').click();
  await page.locator('.mw-note-needs').waitFor();
};

const dialog = async ({ page, red }: CanvasPage): Promise<void> => {
  await red((RED) => RED.editor.editConfig('', 'mqtt-broker', 'broker'));
  await page.locator('.mw-dialog-note').nth(1).waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.red-ui-tray')].every((tray) => tray.getAnimations().length === 0),
  );
};

export const gallery: Gallery = {
  title: 'What one may do, on the canvas',
  start: startPlant,
  shots: [
    shot('locked', 'A tab that one may not edit, beside one that one may', 'anna', {}, show('oven')),
    shot('locked-dark', 'The same, dark', 'anna', { theme: 'dark' }, show('oven')),
    shot('locked-narrow', 'In a narrow window', 'anna', { width: 640 }, show('oven')),
    shot('locked-subflow', 'A subflow that a locked tab uses', 'anna', {}, show('recipe')),
    shot('deploy-types', 'A kind of deploy that one may not use', 'anna', { height: 480 }, ({ page }) =>
      page.locator('#red-ui-header-button-deploy-options').click(),
    ),
    shot('refused', 'A deploy that was refused, and the tab because of which', 'anna', {}, refused),
    shot(
      'refused-dark-german',
      'The same, dark, in German',
      'anna',
      { theme: 'dark', language: 'de' },
      refused,
    ),
    shot('dialog', 'The dialog of what a locked tab uses', 'anna', { height: 760 }, dialog),
    shot(
      'dialog-dark-german',
      'The same, dark, in German',
      'anna',
      { theme: 'dark', language: 'de', height: 760 },
      dialog,
    ),
    shot('operator', 'An operator: injects, and deploys nothing', 'operator', {}, show('oven')),
    shot('viewer', 'Who may only look', 'viewer', {}, show('oven')),
    shot('reason-rest', 'A deploy needs a reason', 'ben', {}, ({ page }) =>
      page.locator('.mw-note').waitFor(),
    ),
    shot('reason-asked', 'Deploy without one asks for it', 'ben', {}, asked),
    shot(
      'reason-asked-dark-german',
      'The same, dark, in German',
      'ben',
      { theme: 'dark', language: 'de' },
      asked,
    ),
    shot('reason-narrow', 'In a narrow window', 'ben', { width: 640 }, ({ page }) =>
      page.locator('.mw-note-button').waitFor(),
    ),
    shot('reason-asked-narrow-dark', 'Asked there, dark', 'ben', { width: 640, theme: 'dark' }, asked),
  ],
};
