import assert from 'node:assert/strict';
import { settingsFindings } from './settings.ts';
import { readSettingsText, viewsOf } from './settings-text.ts';

describe('settings.js, read as text', () => {
  for (const [text, logIn] of [
    ['module.exports = { adminAuth: { type: "credentials" } }', true],
    ['module.exports = { "adminAuth": auth }', true],
    ['settings.adminAuth = require("./auth")', true],
    ['const adminAuth = {}; module.exports = { adminAuth, }', true],
    ['module.exports = { adminAuth }', true],
    ['module.exports = {\n  //adminAuth: {\n  //  type: "credentials",\n  //},\n}', false],
    ['/* adminAuth: {} */ module.exports = {}', false],
    ['module.exports = { note: "adminAuth: {} is not set" }', false],
    ['module.exports = { adminAuth: null }', false],
    ['module.exports = { adminAuth: undefined, }', false],
    ['module.exports = { url: "http://x", adminAuth: {} }', true],
    ['module.exports = { httpNodeAuth: {} , myadminAuth: {} }', false],
    ['if (settings.adminAuth === undefined) fail()', false],
  ] as const) {
    it(`${JSON.stringify(text)}: ${logIn ? 'a log-in' : 'no log-in'}`, () =>
      assert.equal(readSettingsText(text).logIn, logIn));
  }

  it('keeps what looks like a comment in a text', () => {
    const text = `a('http://x') // c\n/* d */b("/*", \`//\`, "k": 'v')`;
    const { code, shape } = viewsOf(text);
    assert.equal(code, `a('http://x')     \n       b("/*", \`//\`, "k": 'v')`);
    assert.equal(shape, 'a(__________)     \n       b(____, ____, "k": ___)');
  });

  it('gives addresses that stand there as text, and nothing else', () => {
    assert.deepEqual(readSettingsText(`m = { uiHost: "127.0.0.1", httpAdminRoot: '/admin' }`), {
      open: undefined,
      logIn: false,
      uiHost: '127.0.0.1',
      httpAdminRoot: '/admin',
    });
    const odd = `m = { uiHost: process.env.HOST, // uiHost: "1.2.3.4"\n httpAdminRoot: 'hunter2 secret' }`;
    assert.deepEqual(readSettingsText(odd), {
      open: 'elsewhere',
      logIn: false,
      uiHost: undefined,
      httpAdminRoot: undefined,
    });
    assert.equal(readSettingsText('m = { httpAdminRoot: false }').httpAdminRoot, false);
  });

  it('copes with any text in no time', function () {
    this.timeout(2000);
    for (const text of [
      '/*'.repeat(100_000),
      '"'.repeat(100_000),
      '`\\'.repeat(50_000),
      `uiHost: "${'x'.repeat(100_000)}`,
    ]) {
      assert.equal(readSettingsText(text).logIn, false);
    }
  });

  it('is always said to be read as text', () => {
    for (const settings of [
      { open: undefined, logIn: true, uiHost: '127.0.0.1', httpAdminRoot: '/admin' as const },
      { open: undefined, logIn: false, uiHost: undefined, httpAdminRoot: undefined },
      { open: undefined, logIn: false, uiHost: '::1', httpAdminRoot: false as const },
    ]) {
      for (const { message } of settingsFindings(settings))
        assert.match(message, /read as text, not run.*seems/);
    }
  });

  it('without a log-in is a matter only where others reach it', () => {
    const state = (uiHost: string | undefined) =>
      settingsFindings({ open: undefined, logIn: false, uiHost, httpAdminRoot: undefined })[0]?.state;
    assert.equal(state(undefined), 'attention');
    assert.equal(state('0.0.0.0'), 'attention');
    assert.equal(state('127.0.0.1'), 'works');
    assert.equal(state('localhost'), 'works');
  });

  for (const [text, open] of [
    ['module.exports = { ...require("./base") }', 'elsewhere'],
    ['module.exports = { uiPort: 1880, ...base, }', 'elsewhere'],
    ['module.exports = Object.assign({}, base)', 'elsewhere'],
    ['module.exports = require("./base")', 'elsewhere'],
    ['module.exports = { uiHost: process.env.HOST }', 'elsewhere'],
    ['module.exports = { uiPort: process.env.PORT || 1880, uiHost: undefined }', undefined],
    ['module.exports = { note: "...x" } // ...require("./base")', undefined],
    ['#!/usr/bin/env node\nmodule.exports = {}', undefined],
    ['\ufeffmodule.exports = {}', undefined],
    ['module.exports = { uiPort: 1880,, }', 'broken'],
    ['module.exports = {', 'broken'],
    ['}); throw new Error("run"); (() => {', 'broken'],
  ] as const) {
    it(`${JSON.stringify(text)}: ${open ?? 'whole'}`, () => {
      const read = readSettingsText(text);
      assert.equal(read.open, open);
      const found = settingsFindings(read);
      assert.equal(
        found.some(({ message }) => /every address/.test(message)),
        open === undefined,
      );
      if (open === undefined) return;
      for (const { state, message } of found) {
        assert.equal(state, 'unchecked');
        assert.match(message, /cannot be told from the text/);
      }
    });
  }

  it('that takes settings from elsewhere still tells what stands there', () => {
    const text = 'module.exports = { ...require("./base"), adminAuth: {}, uiHost: "127.0.0.1" }';
    assert.deepEqual(
      settingsFindings(readSettingsText(text)).map(({ state }) => state),
      ['works', 'unchecked'],
    );
  });
});
