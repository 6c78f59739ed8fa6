import { symlinkSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { takePage } from './editor-pages.ts';
import { everything } from './everything.ts';
import { loadablePackages } from './loadable.ts';
import { type NodeRedOptions, type NodeRedProcess, startNodeRed } from './node-red.ts';
import { peersDirectory, root } from './paths.ts';
import { requirePeer, type Skippable } from './peers.ts';
import { type Target, targets } from './targets.ts';
import { makeUserDirectory, removeUserDirectory } from './user-directory.ts';

/** The bare name of the repository's package of widgets. */
const pack = 'node-red-dashboard-2-plant';

/** A Dashboard 2.0 in a Node-RED. */
export interface DashboardTarget {
  /** For test titles. */
  readonly title: string;
  readonly target: Target;
  /** Its name among the peers. */
  readonly peer: 'dashboard-oldest' | 'dashboard-newest';
}

/** The newest Dashboard in Node-RED 5; with `MILLWRIGHT_ALL=1` also the oldest one, in Node-RED 4.1. */
export function dashboardTargets(): readonly DashboardTarget[] {
  const all = targets();
  const newest = all.at(-1);
  const pairs = [
    ...(everything ? [{ target: all[0], peer: 'dashboard-oldest' as const }] : []),
    { target: newest, peer: 'dashboard-newest' as const },
  ];
  return pairs.flatMap(({ target, peer }) =>
    target ? [{ target, peer, title: `${peer.replace('-', ' ')} in ${target.title}` }] : [],
  );
}

/** Puts a package into a user directory as npm does: linked, and among its dependencies. */
async function install(directory: string, folder: string): Promise<void> {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const link = join(directory, 'node_modules', name);
  await mkdir(dirname(link), { recursive: true });
  symlinkSync(folder, link, 'junction');
  const manifest = join(directory, 'package.json');
  const { dependencies, ...rest } = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify({ ...rest, dependencies: { ...dependencies, [name]: version } }));
}

/**
 * Starts a Node-RED with Dashboard and the pack of widgets. Skips the test where that Dashboard is not installed.
 * `stop` also removes its user directory.
 */
export async function startDashboard(
  context: Skippable,
  { target, peer }: DashboardTarget,
  options: NodeRedOptions = {},
): Promise<NodeRedProcess> {
  requirePeer(context, peer);
  const widgets = loadablePackages(root).find(({ name }) => name.endsWith(`/${pack}`));
  const userDirectory = await makeUserDirectory({ only: [pack, 'node-red-analytics'], ...options });
  await install(userDirectory, join(peersDirectory, peer, 'node_modules/@flowfuse/node-red-dashboard'));
  if (widgets) await install(userDirectory, widgets.directory);
  const nodeRed = await startNodeRed({ ...options, target, userDirectory });
  const { stop } = nodeRed;
  nodeRed.stop = async (): Promise<void> => {
    await stop.call(nodeRed);
    await removeUserDirectory(userDirectory);
  };
  return nodeRed;
}

/** The configuration nodes of one dashboard with one page: `base`, `theme`, `page` (at `/dashboard/page`) and `group`. */
export function dashboardFlows({
  isDark = false,
  width = 12,
}: {
  isDark?: boolean;
  width?: number;
} = {}): object[] {
  const [surface, page, group] = isDark
    ? ['#202020', '#161616', '#1e1e1e']
    : ['#ffffff', '#eeeeee', '#ffffff'];
  return [
    {
      id: 'base',
      type: 'ui-base',
      name: 'Plant',
      path: '/dashboard',
      includeClientData: true,
      acceptsClientConfig: ['ui-notification', 'ui-control'],
      showPathInSidebar: false,
      showPageTitle: true,
      navigationStyle: 'none',
      titleBarStyle: 'default',
    },
    {
      id: 'theme',
      type: 'ui-theme',
      name: 'Theme',
      colors: { surface, primary: '#0b6b9e', bgPage: page, groupBg: group, groupOutline: '#888888' },
      sizes: {
        density: 'default',
        pagePadding: '12px',
        groupGap: '12px',
        groupBorderRadius: '4px',
        widgetGap: '12px',
      },
    },
    {
      id: 'page-1',
      type: 'ui-page',
      name: 'Page',
      ui: 'base',
      path: '/page',
      icon: 'home',
      layout: 'grid',
      theme: 'theme',
      order: 1,
      className: '',
      visible: true,
      disabled: false,
      breakpoints: [
        { name: 'Default', px: 0, cols: 3 },
        { name: 'Tablet', px: 576, cols: 6 },
        { name: 'Small Desktop', px: 768, cols: 9 },
        { name: 'Desktop', px: 1024, cols: 12 },
      ],
    },
    {
      id: 'group',
      type: 'ui-group',
      name: 'Group',
      page: 'page-1',
      width: String(width),
      height: '1',
      order: 1,
      showTitle: false,
      className: '',
      visible: 'true',
      disabled: 'false',
      groupType: 'default',
    },
  ];
}

export interface DashboardPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Script errors, and what the page's policy for content refused. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface DashboardPageOptions {
  /** The browser's: `en-US` or `de`. */
  readonly language?: string;
  readonly width?: number;
  readonly height?: number;
  /** Of the page. Default: that of {@link dashboardFlows}. */
  readonly path?: string;
  /** Called with the empty page. */
  readonly beforeLoad?: (page: Page) => Promise<unknown>;
}

/** Opens a page of a dashboard in a real Chromium; waiting for what is on it is the test's business. */
export async function openDashboard(
  context: Skippable,
  nodeRed: Pick<NodeRedProcess, 'url'>,
  {
    language = 'en-US',
    width = 1280,
    height = 800,
    path: pagePath = '/dashboard/page',
    beforeLoad,
  }: DashboardPageOptions = {},
): Promise<DashboardPage> {
  const browser = requirePeer(context, 'chromium');
  const { page, ...taken } = await takePage({ path: browser, language, origin: new URL(nodeRed.url).origin });
  await page.setViewportSize({ width, height });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) errors.push(message.text());
  });
  await beforeLoad?.(page);
  await page.goto(nodeRed.url + pagePath);
  return { page, context: taken.context, errors, close: taken.giveBack };
}
