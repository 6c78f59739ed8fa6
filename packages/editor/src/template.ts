export { html, nothing, render, type TemplateResult } from 'lit-html';
export { guard } from 'lit-html/directives/guard.js';
export { repeat } from 'lit-html/directives/repeat.js';
