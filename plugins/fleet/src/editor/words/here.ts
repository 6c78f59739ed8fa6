/** Where this page reaches Node-RED: `https://hub.example/red`. */
export const here = (): string => new URL('.', location.href).href.replace(/\/$/, '');
