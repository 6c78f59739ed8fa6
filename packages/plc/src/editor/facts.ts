import { html, type TemplateResult } from '@millwright/editor';

/** What is known, with its name. */
export type Fact = readonly [label: string, value: string];

export const factList = (facts: readonly Fact[]): TemplateResult =>
  html`<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
