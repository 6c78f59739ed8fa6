export { html, nothing, render, type TemplateResult } from 'lit-html';
export { classMap } from 'lit-html/directives/class-map.js';
export { guard } from 'lit-html/directives/guard.js';
export { repeat } from 'lit-html/directives/repeat.js';
