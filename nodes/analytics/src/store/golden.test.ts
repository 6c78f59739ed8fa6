import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { all, Folder, start } from './engine.fixture.ts';

/** A folder as the first version wrote it, with samples in blocks and in the journal alone: plants have such folders. */
const files = {
  '00000001.blocks':
    'TVdTUgEAAAAAAAAAAAAAAM00DndNV1NCiQAAAAEAAgAAAAEAAAAAAAAAAADABkUMekIAgP4GRQx6QgAAAAAAgDVAAADABkUMekIAAAAAAIA1QAAAwAZFDHpCAAAAAACANUAAAMAGRQx6QgAAAAAAgDVAAADABkUMekIAAAAAAIA1QKVKZSUIDgKAsIPFmGjQDwAAAAAAgDVAJpGjok1XU1ICAAAAAAAAAAAAAAA95pAATVdTQosAAAABAAMAAAADAAAAAAAAAAAAwAZFDHpCAAA9B0UMekIAAAAAAAAIQAAAwAZFDHpCAAAAAAAA8D8AAMAGRQx6QgAAAAAAAPA/AADABkUMekIAAAAAAADwPwAAPQdFDHpCAAAAAAAA8D/X4dHgGAKAsIPFmGjQDwAAAAAAAAAAAPA/75wC6A==',
  '00000001.index':
    'TVdTSQEAAAACAAAAAgAAAAAAAAAAwHNAAAAQsPAMekIAAAAAAADwPwAAAAAAAAAAAAAAAAAA8D8AAMAGRQx6QgCA/gZFDHpCAAAAAAAAAEAAAAAAAAAAQAAAAAAAAPA/AAAAAAAA8D8AAMAGRQx6QgAAPQdFDHpCAAAAAAAACEA4+g45AAAAAAAAAABNV1NSAQAAAAAAAAAAAAAAzTQOd01XU0KJAAAAAQACAAAAAQAAAAAAAAAAAMAGRQx6QgCA/gZFDHpCAAAAAACANUAAAMAGRQx6QgAAAAAAgDVAAADABkUMekIAAAAAAIA1QAAAwAZFDHpCAAAAAACANUAAAMAGRQx6QgAAAAAAgDVApUplJQAAAAAAoGNATVdTUgIAAAAAAAAAAAAAAD3mkABNV1NCiwAAAAEAAwAAAAMAAAAAAAAAAADABkUMekIAAD0HRQx6QgAAAAAAAAhAAADABkUMekIAAAAAAADwPwAAwAZFDHpCAAAAAAAA8D8AAMAGRQx6QgAAAAAAAPA/AAA9B0UMekIAAAAAAADwP9fh0eA=',
  'journal-00000001':
    'TVdTSgEAAAACAAAAAAAAADxB9Gr3KYvdAwBNV1NKAQEAACgAAAAEAAAAbB0ezLEKsydjZGBgYELCDAwH2Fx5qpzgdMM/KN+WHSLOwMDQYOoAJBkYGD7YY6MBTVdTSgEBAAATAAAAAQAAALovQclw9HFjY2QAgoZ/bK48VU4gJgPDj3omAE1XU0oBAQAAEQAAAAEAAACUc8P07tPc+2NkAAFbdleeKicwk8HMgQEA',
  'tags.json':
    'eyJmb3JtYXQiOjEsIm5leHQiOjMsInRhZ3MiOlt7Im51bWJlciI6MSwidGFnIjoib3ZlbiIsInVuaXQiOiLCsEMifSx7Im51bWJlciI6MiwidGFnIjoidmFsdmUifV19Cg==',
};

describe('a folder of the first version', () => {
  const folder = new Folder();
  before(() => {
    mkdirSync(folder.directory, { recursive: true });
    for (const [name, bytes] of Object.entries(files))
      writeFileSync(join(folder.directory, name), Buffer.from(bytes, 'base64'));
  });
  after(() => folder.remove());

  it('is read as it was meant', () => {
    const engine = folder.engine();
    const { tags, damage, notices, unknownFormats } = engine.report();
    assert.deepEqual(tags, [
      { tag: 'oven', unit: '°C', first: start, last: start + 2_000 },
      { tag: 'valve', first: start, last: start + 2_000 },
    ]);
    assert.deepEqual([damage, notices, unknownFormats], [undefined, [], []]);
    assert.deepEqual(all(engine, 'valve'), [
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    assert.deepEqual(all(engine, 'oven'), [
      [0, 21.5],
      [1, Number.NaN],
      [2, 22],
    ]);
  });
});
