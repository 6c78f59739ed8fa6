export { html, nothing, render, type TemplateResult } from 'lit-html';
export { classMap } from 'lit-html/directives/class-map.js';
export { repeat } from 'lit-html/directives/repeat.js';
