import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@millwright/testing/wait';
import { watchPresence } from './presence.ts';

describe('whether a device is still at its path', function () {
  if (process.platform === 'win32') this.pending = true;
  let directory: string;
  let path: string;
  let told: number;
  let end: () => void;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'millwright-presence-'));
    path = join(directory, 'ttyUSB0');
    writeFileSync(path, '');
    told = 0;
    end = () => {};
  });

  afterEach(() => {
    end();
    rmSync(directory, { recursive: true, force: true });
  });

  const watch = (): void => {
    end = watchPresence(
      path,
      () => {
        told += 1;
      },
      1,
    );
  };
  /** Time for a look, or more: another watch has looked meanwhile. */
  const looks = async (): Promise<void> => {
    const other = join(directory, 'other');
    let isGone = false;
    const endOther = watchPresence(other, () => {
      isGone = true;
    });
    await waitFor('a look', () => isGone);
    endOther();
  };

  it('is told once when it is gone, also where it was gone from the beginning', async () => {
    watch();
    await looks();
    assert.equal(told, 0);
    rmSync(path);
    await waitFor('it to be missed', () => told > 0);
    await looks();
    assert.equal(told, 1);
    watch();
    await waitFor('it to be missed', () => told > 1);
  });

  it('is told when another one has its path', async () => {
    watch();
    const other = join(directory, 'other-device');
    // Again and again: the first look may come after the first exchange.
    await waitFor('it to be missed', () => {
      writeFileSync(other, '');
      renameSync(other, path);
      return told > 0;
    });
  });

  it('is told to nobody once the watch has ended', async () => {
    watch();
    await looks();
    end();
    rmSync(path);
    await looks();
    assert.equal(told, 0);
  });
});
