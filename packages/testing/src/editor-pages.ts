import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';

/** A page in a profile of its own, which is empty when it is taken. */
export interface TakenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Runs in each document of the page before its scripts, until it is given back. */
  addScript(source: string): Promise<void>;
  /** The page may be another test's from now on. Calling twice is safe. */
  giveBack(): Promise<void>;
}

export interface PageTerms {
  /** Where the Chromium is. */
  readonly path: string;
  /** As browsers have it: `en-US` or `de`. */
  readonly language: string;
  /** Whose data there may be none of. */
  readonly origin: string;
}

interface Slot {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly session: CDPSession;
  /** How often it may be taken yet. */
  left: number;
}

/** Each document of an editor leaves some megabytes behind in its process. */
const mostTaken = 20;

/** Nobody can take these back. */
const lasting = ['addInitScript', 'exposeBinding', 'exposeFunction', 'routeWebSocket'] as const;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a test may have listened to. */
const heard = ['console', 'dialog', 'download', 'pageerror', 'request', 'response'] as const;

let launched: Promise<Browser> | undefined;
/** Pages that nobody uses, by their language. */
const idle = new Map<string, Slot[]>();

/**
 * A page for one test. The process behind it has often compiled Node-RED's editor before, which takes a fresh one seconds;
 * of what a test did in it nothing is left: documents, stored data, routes, permissions and listeners go with the test, and
 * the page does where something lasts.
 */
export async function takePage({ path, language, origin }: PageTerms): Promise<TakenPage> {
  const resting = idle.get(language) ?? [];
  idle.set(language, resting);
  const slot = resting.pop() ?? (await makeSlot(path, language));
  slot.left -= 1;
  const { context, page, session } = slot;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  const scripts: string[] = [];
  let isTaken = true;
  return {
    page,
    context,
    addScript: async (source) => {
      const { identifier } = await session.send('Page.addScriptToEvaluateOnNewDocument', { source });
      scripts.push(identifier);
    },
    giveBack: async () => {
      if (!isTaken) return;
      isTaken = false;
      if (slot.left <= 0 || page.isClosed() || context.pages().length > 1) return context.close();
      try {
        await emptied(slot, scripts);
      } catch {
        // A page that was about to lead elsewhere does so instead: Dashboard loads itself anew when it is logged out.
        return context.close();
      }
      resting.push(slot);
    },
  };
}

/** Closes the browser that the editor tests share. The test runner calls it once, at the end. */
export async function closeBrowser(): Promise<void> {
  const open = await launched;
  launched = undefined;
  idle.clear();
  await open?.close();
}

async function makeSlot(path: string, language: string): Promise<Slot> {
  launched ??= chromium.launch({ executablePath: path, headless: true, args: flags });
  const context = await (await launched).newContext({ locale: language });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  // Without it the session's scripts are kept and never run.
  await session.send('Page.enable');
  // Node-RED's library for diagrams: three megabytes for each page to compile, and nothing here draws one.
  await session.send('Network.enable');
  await session.send('Network.setBlockedURLs', { urls: ['*/vendor/mermaid/*'] });
  const slot: Slot = { context, page, session, left: mostTaken };
  for (const name of lasting) {
    const method: (...given: never[]) => unknown = page[name];
    const value = (...given: never[]): unknown => {
      slot.left = 0;
      return method.apply(page, given);
    };
    Object.defineProperty(page, name, { value });
  }
  return slot;
}

async function emptied({ context, page, session }: Slot, scripts: readonly string[]): Promise<void> {
  for (const type of heard) page.removeAllListeners(type);
  for (const identifier of scripts)
    await session.send('Page.removeScriptToEvaluateOnNewDocument', { identifier });
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.clearPermissions();
  await page.goto('about:blank');
  await page.mouse.move(0, 0);
}
