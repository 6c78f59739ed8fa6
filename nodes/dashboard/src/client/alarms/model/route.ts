interface Route {
  readonly path: string;
  readonly meta: Readonly<Record<string, unknown>>;
}

/** The router of a dashboard, as far as widgets use it. */
export interface Router {
  getRoutes(): readonly Route[];
  push(to: { readonly path: string }): unknown;
}

/** Where a page is, by its id: Dashboard names a route after the page, and two pages may have one name. */
export const routeOf = (router: Router, page: unknown): Route | undefined =>
  router.getRoutes().find(({ meta }) => meta['id'] === page);
