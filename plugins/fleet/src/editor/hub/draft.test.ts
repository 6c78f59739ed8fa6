import assert from 'node:assert/strict';
import { hubDraft, readHub } from './draft.ts';

const postgres = { host: 'db', port: 5432, database: 'fleet', user: 'hub', ssl: true };

describe('settings of a hub', () => {
  it('come back as they were, without the password', () => {
    const settings = { url: 'https://hub/red', postgres: { ...postgres, password: null } };
    const draft = hubDraft(settings);
    assert.equal(draft.hasPassword, true);
    assert.deepEqual(readHub(draft), { ok: true, settings: { url: 'https://hub/red', postgres } });
    assert.deepEqual(readHub(hubDraft({})), { ok: true, settings: {} });
  });

  it('send a password only where one was typed', () => {
    assert.deepEqual(readHub({ ...hubDraft({ postgres }), password: 'typed' }), {
      ok: true,
      settings: { postgres: { ...postgres, password: 'typed' } },
    });
  });

  it('are refused field by field, and those of a database only where one is wanted', () => {
    const wrong = { ...hubDraft({}), url: 'hub', port: '70000' };
    assert.deepEqual(readHub(wrong), { ok: false, problems: { url: true } });
    assert.deepEqual(readHub({ ...wrong, store: 'postgres' }), {
      ok: false,
      problems: { url: true, host: true, port: true, database: true, user: true },
    });
  });
});
