import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type AuditSettings, type Destination, defaultSettings } from '../../common/settings.ts';
import { changedSettings } from './changed-settings.ts';
import { directoryOf } from './directories.ts';
import { Settings } from './settings.ts';

const common = { enabled: true, classes: ['change' as const], anchor: true };
const webhook: Destination = {
  ...common,
  id: 'siem',
  name: 'SIEM',
  kind: 'webhook',
  url: 'https://siem.example/in',
};
const mqtt: Destination = {
  ...common,
  id: 'broker',
  name: 'Broker',
  kind: 'mqtt',
  url: 'mqtts://broker.example',
  topic: 'plant/audit',
  user: 'millwright',
};
const file: Destination = { ...common, id: 'share', name: 'Share', kind: 'file', directory: 'audit-copy' };
const canary = 'hunter2-canary';

const withDestinations = (...destinations: Destination[]): AuditSettings => ({
  ...defaultSettings,
  destinations,
});

describe('the settings of audit', () => {
  let user: string;
  const own = () => join(user, 'millwright');
  /** Milliseconds; little only where a share hangs. */
  const open = (patience = 10_000) => {
    const settings = new Settings({
      userDirectory: user,
      directory: own,
      now: () => new Date('2026-11-26T06:00:00Z'),
      patience,
    });
    settings.load();
    return settings;
  };
  const refused = async (code: string, settings: AuditSettings) => {
    const opened = open();
    const before = opened.current();
    await assert.rejects(opened.save(settings), { code: `audit.${code}` });
    assert.deepEqual(opened.current(), before);
    assert.deepEqual(open().current(), before);
  };

  beforeEach(() => {
    user = realpathSync(mkdtempSync(join(tmpdir(), 'millwright-audit-settings-')));
    mkdirSync(own(), { mode: 0o700 });
  });
  afterEach(() => rmSync(user, { recursive: true }));

  it('are the defaults until somebody saves others, which last', async () => {
    assert.deepEqual(open().current(), defaultSettings);
    assert.deepEqual(readdirSync(own()), []);
    await open().save(withDestinations(file));
    assert.deepEqual(open().current(), withDestinations(file));
    assert.deepEqual(readdirSync(own()), ['audit.json']);
  });

  it('say of secrets only that they are there, and keep them sealed in a file of their own', async () => {
    const settings = open();
    await settings.save(
      withDestinations({ ...webhook, token: canary }, { ...mqtt, password: `${canary}-2` }, file),
    );
    const shown = withDestinations({ ...webhook, token: null }, { ...mqtt, password: null }, file);
    for (const one of [settings, open()]) {
      assert.deepEqual(one.current(), shown);
      assert.deepEqual(one.complete({ ...webhook, token: null }), { ...webhook, token: canary });
      assert.deepEqual(one.complete(mqtt), { ...mqtt, password: `${canary}-2` });
    }
    const files = readdirSync(user, { recursive: true, encoding: 'utf8' }).sort();
    assert.deepEqual(files, [
      'millwright',
      'millwright/audit-secrets.json',
      'millwright/audit.json',
      'millwright/keys',
      'millwright/keys/audit-secrets.key',
    ]);
    for (const name of files) {
      const path = join(user, name);
      assert.equal(statSync(path).mode & 0o077, 0, name);
      if (statSync(path).isFile()) assert.ok(!readFileSync(path).includes('hunter2'), name);
    }
  });

  it('keep a secret that is left out or null, replace one that is given, and drop one that is empty', async () => {
    const settings = open();
    await settings.save(withDestinations({ ...webhook, token: canary }));
    await settings.save(settings.current());
    assert.deepEqual(settings.complete(webhook), { ...webhook, token: canary });
    await settings.save(withDestinations({ ...webhook, name: 'Other name' }));
    assert.deepEqual(settings.complete(webhook), { ...webhook, token: canary });
    await settings.save(withDestinations({ ...webhook, token: 'another' }));
    assert.deepEqual(settings.complete(webhook), { ...webhook, token: 'another' });
    await settings.save(withDestinations({ ...webhook, token: '' }));
    assert.deepEqual(settings.current(), withDestinations(webhook));
    assert.deepEqual(settings.complete(webhook), webhook);
    await settings.save(withDestinations());
    assert.equal(readFileSync(join(own(), 'audit-secrets.json'), 'utf8'), '[]\n');
  });

  it('never send a secret to another address than the one it was given for', async () => {
    const settings = open();
    await settings.save(withDestinations({ ...webhook, token: canary }));
    const elsewhere = { ...webhook, url: 'https://elsewhere.example/in' };
    await refused('secret-needed', withDestinations(elsewhere));
    await refused('secret-needed', withDestinations({ ...elsewhere, token: null }));
    assert.throws(() => settings.complete(elsewhere), { code: 'audit.secret-needed' });
    assert.deepEqual(settings.complete({ ...elsewhere, token: 'new' }), { ...elsewhere, token: 'new' });
    assert.deepEqual(settings.complete({ ...webhook, id: 'other' }), { ...webhook, id: 'other' });
    await settings.save(withDestinations({ ...elsewhere, token: '' }));
    assert.deepEqual(open().current(), withDestinations(elsewhere));
  });

  it('say that a secret is lost while its key is gone, and keep the place of the key free', async () => {
    const settings = open();
    await settings.save(withDestinations({ ...webhook, token: canary }));
    const key = join(own(), 'keys/audit-secrets.key');
    renameSync(key, `${key}.away`);
    assert.throws(() => settings.complete(webhook), { code: 'audit.secret-lost' });
    await settings.save(withDestinations(webhook, { ...mqtt, password: 'new' }));
    assert.ok(!existsSync(key));
    assert.deepEqual(settings.complete(mqtt), { ...mqtt, password: 'new' });
    renameSync(`${key}.away`, key);
    assert.deepEqual(settings.complete(webhook), { ...webhook, token: canary });
  });

  const invalid: readonly (readonly [string, string, AuditSettings])[] = [
    ['two destinations of one id', 'id-taken', withDestinations(webhook, { ...file, id: 'siem' })],
    [
      'two holds of one id',
      'id-taken',
      { ...defaultSettings, holds: ['a', 'b'].map((reason) => ({ id: 'case', reason })) },
    ],
    [
      'a hold that ends before it begins',
      'hold-backwards',
      { ...defaultSettings, holds: [{ id: 'case', reason: 'x', since: 5, until: 5 }] },
    ],
    ['a password in an address', 'address-invalid', withDestinations({ ...webhook, url: 'https://a:b@c' })],
    ['another protocol', 'address-invalid', withDestinations({ ...webhook, url: 'file:///etc/passwd' })],
    ['an address of MQTT that is none', 'address-invalid', withDestinations({ ...mqtt, url: 'mqtt://:1' })],
    [
      'an authority that is no certificate',
      'authority-invalid',
      withDestinations({ ...webhook, authority: 'x' }),
    ],
    [
      'two destinations in one directory',
      'directory-shared',
      withDestinations(file, { ...file, id: 'other', directory: './audit-copy/' }),
    ],
    ...['../elsewhere', 'millwright', 'a/../millwright/keys', 'x\0y'].map(
      (directory) =>
        [
          `the directory ${JSON.stringify(directory)}`,
          'directory-forbidden',
          withDestinations({ ...file, directory }),
        ] as const,
    ),
  ];
  for (const [title, code, wrong] of invalid) {
    it(`refuse ${title}`, () => refused(code, wrong));
  }

  it('see through links where a directory really is', async () => {
    symlinkSync(own(), join(user, 'link'));
    await refused('directory-forbidden', withDestinations({ ...file, directory: 'link/copy' }));
    const places = { userDirectory: user, own: own() };
    assert.equal(await directoryOf('..name/x', places), join(user, '..name/x'));
    assert.equal(await directoryOf(join(user, 'copy'), places), join(user, 'copy'));
    await assert.rejects(directoryOf(join(own(), 'copy'), places), { code: 'audit.directory-forbidden' });
  });

  it('can be changed while a share hangs, but not given one that does', async () => {
    const settings = open(1_000);
    await settings.save(withDestinations(file));
    const { promise: hang, resolve: end } = Promise.withResolvers<void>();
    const hanging = ['audit-copy', 'another'].map((name) => settings.turns.take(name, undefined, () => hang));
    const another = { ...file, directory: 'another' };
    await settings.save(withDestinations({ ...file, enabled: false }, webhook));
    await assert.rejects(settings.save(withDestinations(another)), { code: 'audit.receiver-silent' });
    await assert.rejects(settings.check(another), { code: 'audit.receiver-silent' });
    assert.deepEqual(settings.current(), withDestinations({ ...file, enabled: false }, webhook));
    end();
    await Promise.all(hanging);
    await settings.save(withDestinations(another));
  });

  it('stay as they were where they cannot be saved, with their secrets', async () => {
    const settings = open();
    await settings.save(withDestinations({ ...webhook, token: canary }));
    mkdirSync(join(own(), 'audit.json.draft'));
    await assert.rejects(settings.save(withDestinations({ ...webhook, token: 'another' })));
    rmSync(join(own(), 'audit.json.draft'), { recursive: true });
    for (const one of [settings, open()]) {
      assert.deepEqual(one.complete(webhook), { ...webhook, token: canary });
    }
  });
});

describe('what changed in the settings', () => {
  it('is told with what it was and is, the gravest first, and of secrets only that one was given', () => {
    const before = withDestinations({ ...webhook, token: null }, file);
    const after: AuditSettings = {
      ...before,
      instance: 'Line 3',
      retention: { ...before.retention, read: { days: 7, bytes: before.retention.read.bytes } },
      holds: [{ id: 'case-7', reason: 'Dispute' }],
      destinations: [{ ...webhook, enabled: false, token: canary }, mqtt],
    };
    assert.deepEqual(changedSettings(before, after), {
      added: ['holds.case-7', 'destinations.broker'],
      removed: ['destinations.share'],
      changed: ['retention.read.days', 'instance', 'destinations.siem.enabled', 'destinations.siem.token'],
      values: [
        `destinations.share: ${JSON.stringify({ name: file.name, kind: 'file', enabled: file.enabled, anchor: file.anchor, classes: file.classes, directory: file.directory })} -> none`,
        `destinations.siem: {"name":"${webhook.name}","enabled":true} -> {"name":"${webhook.name}","enabled":false}`,
        'retention.read.days: 30 -> 7',
        'instance: none -> "Line 3"',
        `destinations.broker: none -> ${JSON.stringify({ name: mqtt.name, kind: 'mqtt', enabled: mqtt.enabled, anchor: mqtt.anchor, classes: mqtt.classes, url: mqtt.url, topic: mqtt.topic })}`,
        'holds.case-7: none -> {"reason":"Dispute"}',
      ],
    });
    assert.deepEqual(changedSettings(before, before), {});
    assert.deepEqual(changedSettings(before, withDestinations(webhook, file)), {});
  });
});
