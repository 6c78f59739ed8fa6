import type { BrowserContext, Page } from 'playwright-core';
import { takePage } from './editor-pages.ts';
import type { NodeRedProcess } from './node-red.ts';
import { requirePeer, type Skippable } from './peers.ts';

export interface EditorOptions {
  /** Node-RED 5 has both; 4.1 has only `light`. */
  readonly theme?: 'light' | 'dark';
  /** Editor's language: `en-US` or `de`. */
  readonly language?: string;
  readonly width?: number;
  readonly height?: number;
  /** An access token of `nodeRed.token(...)`, where log-in is configured. */
  readonly token?: string;
  /** Called with the empty page, to answer requests in the server's place where a state cannot be had from a real one. */
  readonly beforeLoad?: (page: Page) => Promise<unknown>;
}

/** A page with Node-RED's editor, loaded and ready, in a browser context (profile) that nothing is in. */
export interface EditorPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Script errors of the page so far: a test asserts that there are none. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/**
 * Node-RED wants to show a tip a second after its page has begun to load, also where a slow machine has not drawn the
 * place for tips yet. Nothing but its own script is on the stack then.
 */
function isEarlyTip({ message, stack = '' }: Error): boolean {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return (
    message === "Cannot read properties of undefined (reading 'html')" &&
    frames.length === 1 &&
    /\/red\/red\.min\.js/.test(frames[0] ?? '')
  );
}

/** Opens the editor of a running Node-RED in a real Chromium and waits until its flows are loaded. */
export async function openEditor(
  context: Skippable,
  nodeRed: Pick<NodeRedProcess, 'adminRoot' | 'adminUrl'>,
  options: EditorOptions = {},
): Promise<EditorPage> {
  const { page, ...taken } = await takePage({
    path: requirePeer(context, 'chromium'),
    language: options.language ?? 'en-US',
    origin: new URL(nodeRed.adminUrl).origin,
  });
  await page.setViewportSize({ width: options.width ?? 1280, height: options.height ?? 800 });
  await page.emulateMedia({ colorScheme: options.theme ?? 'light' });
  const stored: Record<string, string> = { 'view-dark-theme': options.theme === 'dark' ? 'dark' : 'light' };
  if (options.token) {
    stored[`auth-tokens${nodeRed.adminRoot.replace(/\//g, '-')}`] = JSON.stringify({
      access_token: options.token,
      expires_in: 604_800,
      token_type: 'Bearer',
    });
  }
  if (options.language) stored['editor-language'] = options.language;
  await taken.addScript(
    `for (const [key, value] of ${JSON.stringify(Object.entries(stored))}) localStorage.setItem(key, value);`,
  );
  const errors: string[] = [];
  page.on('pageerror', (error) => {
    if (!isEarlyTip(error)) errors.push(error.stack ?? error.message);
  });
  await options.beforeLoad?.(page);
  await page.goto(`${nodeRed.adminUrl}/`);
  await page.waitForFunction(
    () => {
      const red = (globalThis as { RED?: { nodes?: { version?: () => unknown }; view?: unknown } }).RED;
      return (
        Boolean(red?.nodes?.version?.()) &&
        document.querySelector('#red-ui-loading-progress, #red-ui-main-container') !== null &&
        !document.querySelector('.red-ui-loading-progress:not([style*="none"])')
      );
    },
    undefined,
    { timeout: 30_000 },
  );
  return { page, context: taken.context, errors, close: taken.giveBack };
}
