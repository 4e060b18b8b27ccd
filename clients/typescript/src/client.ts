/** A client of the newsroom's JSON API, typed by its description. It needs nothing but `fetch`. */

import type { components, paths } from "./schema.js";

export type Problem = components["schemas"]["Problem"];
export type Change = components["schemas"]["ChangeItem"];
export type Changes = components["schemas"]["ChangeList"];

export type Path = keyof paths;
type Parameters<P extends Path> = paths[P]["get"]["parameters"];
export type Query<P extends Path> = NonNullable<Parameters<P>["query"]>;
export type Answer<P extends Path> = paths[P]["get"]["responses"][200]["content"]["application/json"];

/** The paths of lists that go on, page after page, and what an item of them is. */
export type ListPath = { [P in Path]: "cursor" extends keyof Query<P> ? P : never }[Path];
type Page = { items: unknown[]; next: string | null };
export type Item<P extends ListPath> = Answer<P> extends { items: (infer I)[] } ? I : never;

/** What is asked of a path: `query` where it takes one, `path` where its address has parts to be filled in. */
export type Asked<P extends Path> = (Parameters<P> extends { path: infer Parts } ? { path: Parts } : { path?: never }) &
  (Parameters<P> extends { query: infer Needed } ? { query: Needed } : { query?: Query<P> }) & { signal?: AbortSignal };
type Given<P extends Path> = Record<string, never> extends Asked<P> ? [asked?: Asked<P>] : [asked: Asked<P>];

/** The newsroom refused: `problem` says why (RFC 9457), `retryAfter` in how many seconds to come again. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfter: number | null,
  ) {
    super(problem.detail ?? problem.title);
    this.name = "ProblemError";
  }
}

export type Options = { key?: string; fetch?: typeof fetch };
export type Following = { since?: string; every?: number; signal?: AbortSignal } & Pick<Query<"/api/v1/changes">, "type" | "locale">;

export class Client {
  /** `site` is the newsroom's address without a path; a key allows more requests. */
  constructor(
    private readonly site: string,
    private readonly options: Options = {},
  ) {}

  /** What stands at a path of the API; throws a `ProblemError` where nothing does. */
  async get<P extends Path>(path: P, ...[asked]: Given<P>): Promise<Answer<P>> {
    return (await this.read(path, asked?.query ?? {}, asked?.path ?? {}, asked?.signal)) as Answer<P>;
  }

  /** Every item of a list; the next page is asked for once the items before it were taken. */
  async *list<P extends ListPath>(path: P, ...[asked]: Given<P>): AsyncGenerator<Item<P>, void, undefined> {
    let cursor: string | null | undefined;
    do {
      const query = Object.assign({}, asked?.query, cursor ? { cursor } : {});
      const page = (await this.read(path, query, {}, asked?.signal)) as Page;
      yield* page.items as Item<P>[];
      cursor = page.next;
    } while (cursor);
  }

  /** What changes, page by page: keep `next` once a page is dealt with, it is the `since` of the next run. Without
   * `since` the first page is empty and only tells where to begin. Ends where nothing more has happened, or asks again
   * `every` so many seconds. A `ProblemError` with status 410 says: read everything anew. */
  async *changes({ since, every, signal, ...narrowed }: Following = {}): AsyncGenerator<Changes, void, undefined> {
    for (;;) {
      const query = since === undefined ? narrowed : { ...narrowed, since };
      const page = (await this.read("/api/v1/changes", query, {}, signal)) as Changes;
      const isAtEnd = page.next === since;
      if (!isAtEnd) yield page;
      if (isAtEnd && every === undefined) return;
      if (isAtEnd) await pause(every ?? 0, signal);
      since = page.next;
    }
  }

  private async read(path: string, query: object, parts: object, signal?: AbortSignal): Promise<unknown> {
    const filled = Object.entries(parts).reduce((so, [name, value]) => so.replace(`{${name}}`, encodeURIComponent(value)), path);
    const url = new URL(filled, this.site);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value)); // several values: with commas between
    }
    const headers: Record<string, string> = { Accept: "application/json" };
    if (this.options.key) headers["Authorization"] = `Bearer ${this.options.key}`;
    const ask = this.options.fetch ?? fetch;
    const response = await ask(url, signal ? { headers, signal } : { headers });
    if (response.ok) return response.json();
    throw new ProblemError(await problemOf(response), Number(response.headers.get("Retry-After")) || null);
  }
}

/** The problem that an answer tells; of what is no answer of the newsroom's, its status. */
async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get("Content-Type")?.startsWith("application/problem+json");
  if (isProblem) return (await response.json()) as Problem;
  return { type: "about:blank", title: response.statusText || "Error", status: response.status };
}

function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    signal?.throwIfAborted();
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener("abort", () => (clearTimeout(timer), fail(signal.reason)), { once: true });
  });
}
