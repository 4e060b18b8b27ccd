/** Reads lists, a document and the changes of a newsroom, and says what it found. */

import { Client, ProblemError } from "../src/client.js";

export async function reading(site: string, since: string) {
  const client = new Client(site);
  const titles: string[] = [];
  for await (const event of client.list("/api/v1/events", { query: { locale: "de", limit: 1, order: "date" } })) {
    titles.push(event.title);
  }
  const start = await client.get("/api/v1");
  const kinds: string[] = [];
  for await (const page of client.changes({ since, type: ["events", "pages"] })) {
    kinds.push(...page.items.map((change) => change.kind));
  }
  const [first] = (await client.get("/api/v1/search", { query: { q: "treffen" } })).items;
  let refused: ProblemError | null = null;
  try {
    await client.get("/api/v1/events/{id}", { path: { id: first?.id ?? "" }, query: { locale: "fr" } });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    refused = error;
  }
  const event = await client.get("/api/v1/events/{id}", { path: { id: first?.id ?? "" } });
  return { title: start.title, titles, kinds, refused: refused?.problem, state: event.state };
}

/** What the types refuse; never called. */
export async function refused(client: Client) {
  // @ts-expect-error: no such path
  await client.get("/api/v1/nothing");
  // @ts-expect-error: no such language
  await client.get("/api/v1/topics", { query: { locale: "xx" } });
  // @ts-expect-error: the id is needed
  await client.get("/api/v1/events/{id}");
  // @ts-expect-error: the words are needed
  await client.get("/api/v1/search");
  // @ts-expect-error: vocabularies have no pages
  client.list("/api/v1/topics");
  // @ts-expect-error: a release has no programme
  (await client.get("/api/v1/press-releases/{id}", { path: { id: "" } })).programme;
}
