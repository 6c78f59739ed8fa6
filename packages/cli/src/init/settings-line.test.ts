import assert from 'node:assert/strict';
import { isSecured, secureLine, withoutSecureLine, withSecureLine } from './settings-line.ts';

describe('the line of settings.js that secures it', () => {
  for (const [title, text] of [
    ['as usual', 'module.exports = {\n  uiPort: 1880,\n};\n'],
    ['with the line ends of Windows', 'module.exports = {\r\n  uiPort: 1880,\r\n};\r\n'],
    ['that is empty', ''],
    ['with empty lines at its end', 'module.exports = {};\n\n\n'],
  ] as const) {
    it(`is put at the end of a file ${title}, and taken away again`, () => {
      const secured = withSecureLine(text);
      assert.equal(isSecured(text), false);
      assert.equal(isSecured(secured), true);
      assert.ok(secured.startsWith(text) && secured.trimEnd().endsWith(secureLine));
      assert.equal(secured.replaceAll('\r\n', '').includes('\n'), !text.includes('\r\n'));
      assert.equal(withoutSecureLine(secured), text);
    });
  }

  it('is put on a line of its own', () => {
    assert.equal(isSecured(withSecureLine('module.exports = {}')), true);
  });

  it('is found as others write it, and does not count in a comment', () => {
    assert.equal(
      isSecured('module.exports={}\n module.exports = require("./millwright/secure.cjs")(module.exports)'),
      true,
    );
    assert.equal(isSecured(`module.exports = {};\n// ${secureLine}\n`), false);
    assert.equal(isSecured(`module.exports = {};\n/*\n${secureLine}\n*/\n`), false);
  });

  it('is taken away alone', () => {
    const text = `const a = 1;\nmodule.exports = {};\n${secureLine}\n// mine\n`;
    assert.equal(withoutSecureLine(text), 'const a = 1;\nmodule.exports = {};\n// mine\n');
  });
});
