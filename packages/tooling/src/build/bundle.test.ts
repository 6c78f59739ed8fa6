import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForNode } from './bundle.ts';

describe('a bundle for Node.js', () => {
  it('is ASCII, whatever its comments say, and texts in it are what they were', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'millwright-bundle-'));
    try {
      const entry = join(directory, 'entry.ts');
      const outfile = join(directory, 'dist/main.cjs');
      writeFileSync(
        entry,
        'export function tell(): string {\n  const all = {\n    /** It says “Größe” 🙂. */\n    size: `Größe 🙂`,\n  };\n  return all.size;\n}\n',
      );
      await bundleForNode(entry, outfile);
      const code = readFileSync(outfile);
      assert.ok(code.every((byte) => byte < 0x80));
      assert.equal(createRequire(entry)(outfile).tell(), 'Größe 🙂');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
