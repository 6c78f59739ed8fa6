/**
 * Requests to the routes of the package in `test/runtime/palette`, and what each answers without a token, to a reader
 * and to an owner: as the package declared it.
 */
export const answered: readonly (readonly [string, string, readonly [number, number, number]])[] = [
  ['GET', '/palette/script.js', [200, 200, 200]],
  ['GET', '/palette/list', [401, 200, 200]],
  ['POST', '/palette/open', [200, 200, 200]],
  ['POST', '/palette/run', [401, 401, 200]],
  ['GET', '/palette/application/info', [200, 200, 200]],
  ['POST', '/palette/application/act', [200, 200, 200]],
  ['GET', '/palette/router/info', [401, 401, 200]],
  ['DELETE', '/palette/router/thing/7', [401, 401, 200]],
  ['GET', '/palette/answers/answers', [200, 200, 200]],
];

/** All of them, with those about events, whose answers take a test of their own. */
export const paletteRequests: readonly string[] = [
  ...answered.map(([method, path]) => `${method} ${path}`),
  'GET /palette/events',
  'POST /palette/events/tell',
];
