import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
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

let launched: Promise<Browser> | undefined;

function browser(path: string): Promise<Browser> {
  launched ??= chromium.launch({
    executablePath: path,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return launched;
}

/** Closes the browser that the editor tests share. The test runner calls it once, at the end. */
export async function closeBrowser(): Promise<void> {
  const open = await launched;
  launched = undefined;
  await open?.close();
}

/** A page with Node-RED's editor, loaded and ready, in a browser context (profile) of its own. */
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
  const open = await browser(requirePeer(context, 'chromium'));
  const browserContext = await open.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    locale: options.language ?? 'en-US',
    colorScheme: options.theme ?? 'light',
  });
  const stored: Record<string, string> = { 'view-dark-theme': options.theme === 'dark' ? 'dark' : 'light' };
  if (options.token) {
    stored[`auth-tokens${nodeRed.adminRoot.replace(/\//g, '-')}`] = JSON.stringify({
      access_token: options.token,
      expires_in: 604_800,
      token_type: 'Bearer',
    });
  }
  if (options.language) stored['editor-language'] = options.language;
  await browserContext.addInitScript((entries: Record<string, string>) => {
    for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value);
  }, stored);
  const page = await browserContext.newPage();
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
  return { page, context: browserContext, errors, close: () => browserContext.close() };
}
