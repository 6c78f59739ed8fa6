import assert from 'node:assert/strict';
import { contrast } from './contrast.fixture.ts';
import { alarmColours, coloursOf, customProperties } from './tokens.ts';

/** Of text, and of what has to be made out. @see WCAG 2.2, 1.4.3 and 1.4.11 */
const forText = 4.5;
const forShapes = 3;

function assertContrast(one: string, other: string, least: number, what: string): void {
  const ratio = contrast(one, other);
  assert.ok(ratio >= least, `${what}: ${one} on ${other} has ${ratio.toFixed(2)}, not ${least}`);
}

describe('the colours of alarms', () => {
  it('contrast is measured as WCAG says', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  });

  for (const [theme, colours] of Object.entries(alarmColours)) {
    const grounds = [colours.surface, colours.selected, colours.head];

    it(`${theme}: texts can be read wherever they stand`, () => {
      for (const ground of grounds)
        for (const name of ['text', 'quiet', 'accent', 'fault'] as const)
          assertContrast(colours[name], ground, forText, name);
      assertContrast(colours.surface, colours.accent, forText, 'text on what is chosen');
    });

    it(`${theme}: shapes, edges and focus can be made out, and numbers in shapes can be read`, () => {
      for (const [index, { fill, ink, line }] of colours.priorities.entries()) {
        assertContrast(ink, fill, forText, `number of priority ${index + 1}`);
        for (const ground of grounds) assertContrast(line, ground, forShapes, `priority ${index + 1}`);
      }
      for (const ground of grounds) {
        assertContrast(colours.edge, ground, forShapes, 'edge');
        assertContrast(colours.accent, ground, forShapes, 'focus');
      }
    });
  }

  it('has colours for whatever priority', () => {
    const { light } = alarmColours;
    assert.equal(coloursOf(light, 1), light.priorities[0]);
    assert.equal(coloursOf(light, 9), light.priorities[3]);
    assert.equal(coloursOf(light, 0), light.priorities[0]);
    assert.equal(customProperties(light)['--mw-alarm-1-fill'], light.priorities[0].fill);
  });
});
