import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '@millwright/testing';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

const source = {
  conditions: ['@millwright/source'],
  metafile: true as const,
  bundle: true,
  logLevel: 'warning',
  // For packages that tests make outside of the repository.
  nodePaths: [join(root, 'node_modules')],
} satisfies BuildOptions;

/**
 * `import.meta.url` is empty in CommonJS; sources use it to find the file beside them (a worker).
 * The bundle gives it the address of the bundle itself.
 */
const importMeta = {
  define: { 'import.meta.url': '__millwrightUrl', 'import.meta.dirname': '__dirname' },
  banner: { js: "const __millwrightUrl = require('node:url').pathToFileURL(__filename).href;" },
} satisfies BuildOptions;

/** Parts of node-opcua write to the console by themselves, for each status code that they do not know: nobody asked for that. */
const silentOpcua: Plugin = {
  name: 'silent-opcua',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node-opcua-[\w-]+[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!/\bconsole\./.test(source)) return undefined;
      const nothing = 'new Proxy({}, { get: () => () => {} })';
      // On the first line, so that those of its source map stay.
      return { contents: `var console = ${nothing}; ${source}`, loader: 'js' };
    });
  },
};

/** Bundles what runs in Node-RED's process into one CommonJS file with a source map. */
export async function bundleForNode(entry: string, outfile: string): Promise<Metafile> {
  const result = await build({
    ...source,
    ...importMeta,
    entryPoints: [entry],
    outfile,
    write: false as const,
    platform: 'node',
    format: 'cjs',
    target: 'node22.18',
    sourcemap: true,
    sourcesContent: false,
    keepNames: true,
    plugins: [silentOpcua],
  });
  await mkdir(dirname(outfile), { recursive: true });
  for (const { path, text } of result.outputFiles)
    await writeFile(path, path.endsWith('.map') ? text : withoutWideComments(text), {
      mode: text.startsWith('#!') ? 0o755 : 0o644,
    });
  return result.metafile;
}

/**
 * Outside of comments esbuild leaves no character that is not ASCII. One such in a comment makes Node.js keep the whole source with two bytes for each
 * character, for as long as the process lives: five megabytes more for a bundle of five.
 */
function withoutWideComments(code: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
  return code.replaceAll(/[^\x00-\x7f]/g, '?');
}

/** Bundles what runs in the editor and returns it as text that may stand inside a `<script>` element. */
export async function bundleForEditor(
  entry: string,
): Promise<{ readonly text: string; readonly metafile: Metafile }> {
  const result = await build({
    ...source,
    entryPoints: [entry],
    outfile: join(entry, '../editor.js'),
    write: false as const,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
  });
  const text = result.outputFiles[0]?.text ?? '';
  // The HTML parser ends a script at this mark wherever it stands.
  return {
    text: text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--'),
    metafile: result.metafile,
  };
}

/** Dashboard's own Vue: a second one in a page would not know the components of the first. */
const dashboardVue: Plugin = {
  name: 'dashboard-vue',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vue$/ }, () => ({ path: 'vue', namespace: 'dashboard' }));
    onLoad({ filter: /^vue$/, namespace: 'dashboard' }, () => ({ contents: 'module.exports = window.Vue;' }));
  },
};

/** Bundles what runs in browsers that look at a dashboard into one script. Styles of others are in it as text. */
export async function bundleForDashboard(entry: string, outfile: string): Promise<Metafile> {
  const result = await build({
    ...source,
    entryPoints: [entry],
    outfile,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    loader: { '.css': 'text' },
    plugins: [dashboardVue],
  });
  return result.metafile;
}
