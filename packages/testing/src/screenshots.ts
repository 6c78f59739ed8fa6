import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openDashboard } from './dashboard.ts';
import { type EditorOptions, openEditor } from './editor.ts';
import type { NodeRedProcess } from './node-red.ts';

/** One picture of one view in one state. */
export interface Shot {
  /** Name of the file, without its ending. */
  readonly name: string;
  /** What the picture shows, for the contact sheet. */
  readonly caption: string;
  readonly theme: 'light' | 'dark';
  /** Width of the sidebar in pixels, or of the window where it is a page of a dashboard. */
  readonly width: number;
  /** A page of a dashboard, instead of the editor: its path, and the height of the window in pixels. Its theme is the page's own. */
  readonly dashboard?: { readonly path: string; readonly height: number };
  readonly language?: 'en-US' | 'de';
  /** Answers requests in the server's place, for states that a healthy server does not have. */
  readonly beforeLoad?: (page: Page) => Promise<unknown>;
  /** Brings the editor or the page into the state, and gives what is to be seen; the whole page without it. */
  prepare(page: Page, nodeRed: NodeRedProcess): Promise<Locator | undefined>;
}

/** The pictures of one area, all taken of one Node-RED. */
export interface Gallery {
  readonly title: string;
  /** Starts the Node-RED and fills it with what the pictures show. */
  start(): Promise<Scene>;
  readonly shots: readonly Shot[];
}

/** What a gallery's pictures are taken of. */
export interface Scene {
  readonly nodeRed: NodeRedProcess;
  readonly token?: string;
  /** Ends what was started beside the Node-RED, after it. */
  close?(): Promise<void>;
}

/** Without mocha there is no test to skip: what is missing is an error. */
export const withoutMocha = {
  skip(): never {
    throw new Error(
      'Pictures need a Chromium (apt-get install chromium, or set MILLWRIGHT_CHROMIUM to its path), and those of widgets a Dashboard (npm run peers)',
    );
  },
};

/** Takes the pictures of a gallery anew, into `<directory>/<name>/`. `report` hears of each. */
export async function takeScreenshots(
  gallery: Gallery,
  name: string,
  directory: string,
  report: (shot: Shot) => void,
): Promise<void> {
  const folder = join(directory, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const scene = await gallery.start();
  const { nodeRed, token } = scene;
  try {
    for (const shot of gallery.shots) {
      report(shot);
      await takeShot(shot, nodeRed, token, join(folder, `${shot.name}.png`));
    }
  } finally {
    await nodeRed.stop();
    await scene.close?.();
  }
}

async function takeShot(
  shot: Shot,
  nodeRed: NodeRedProcess,
  token: string | undefined,
  path: string,
): Promise<void> {
  const options: EditorOptions = {
    theme: shot.theme,
    language: shot.language ?? 'en-US',
    width: 1280,
    height: 760,
    ...(token === undefined ? {} : { token }),
    ...(shot.beforeLoad === undefined ? {} : { beforeLoad: shot.beforeLoad }),
  };
  const { dashboard, width } = shot;
  const opened = await (dashboard
    ? openDashboard(withoutMocha, nodeRed, { ...options, ...dashboard, width })
    : openEditor(withoutMocha, nodeRed, options));
  try {
    const seen = await shot.prepare(opened.page, nodeRed);
    await (seen ?? opened.page).screenshot({ path, scale: 'css' });
  } finally {
    await opened.close();
  }
}

const columns = 3;

/** Writes the contact sheet: a page of markdown with all pictures of all galleries, by area. */
export async function writeContactSheet(
  galleries: ReadonlyMap<string, Gallery>,
  directory: string,
): Promise<void> {
  const parts = [...galleries].map(([name, { title, shots }]) => {
    const cells = shots.map((shot) => `![${shot.caption}](${name}/${shot.name}.png)<br>${shot.caption}`);
    const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) => {
      const inRow = cells.slice(row * columns, (row + 1) * columns);
      return `| ${[...inRow, ...Array<string>(columns - inRow.length).fill('')].join(' | ')} |`;
    });
    const head = `|${' |'.repeat(columns)}\n|${'---|'.repeat(columns)}`;
    return `## ${title}\n\n${head}\n${rows.join('\n')}\n`;
  });
  const text = `# What it looks like\n\nEvery view and state, taken from a real Node-RED by \`npm run screenshots\`.\n\n${parts.join('\n')}`;
  await writeFile(join(directory, 'README.md'), text);
}
