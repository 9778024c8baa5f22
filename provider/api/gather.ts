import type { Clock } from "../clock";

/** Questions that come this close to each other go out together; the first one waits no longer than the second. */
const quietMs = 100;
const longestMs = 1_000;
/** The most keys of one search. */
const mostKeys = 100;

export interface Search<Item> {
  clock: Clock;
  /** Finds everything that has one of the keys. */
  find(keys: string[]): Promise<Item[]>;
  /** The key under which an item was found. */
  keyOf(item: Item): string | null | undefined;
  /** Instead of a search, if nothing else was asked meanwhile. */
  findOne?: (key: string) => Promise<Item[]>;
}

interface Question<Item> {
  key: string;
  resolve(items: Item[]): void;
  reject(error: unknown): void;
}

/**
 * Answers questions of one kind together: what is asked within a short while goes out as one search, whose answer is
 * shared out by key. So many databases cost hardly more requests than one.
 */
export function gather<Item>(search: Search<Item>): (key: string) => Promise<Item[]> {
  const { clock } = search;
  let waiting: Question<Item>[] = [];
  let firstAt = 0;
  let latestAt = 0;

  const sendWhenQuiet = async () => {
    for (let left = quietMs; left > 0; ) {
      await clock.sleep(left);
      left = Math.min(latestAt + quietMs, firstAt + longestMs) - clock.now();
    }
    send();
  };
  const send = () => {
    const questions = waiting;
    waiting = [];
    for (let from = 0; from < questions.length; from += mostKeys)
      void answer(search, questions.slice(from, from + mostKeys));
  };
  return (key) =>
    new Promise((resolve, reject) => {
      latestAt = clock.now();
      waiting.push({ key, resolve, reject });
      if (waiting.length > 1) return;
      firstAt = latestAt;
      void sendWhenQuiet();
    });
}

async function answer<Item>(search: Search<Item>, questions: Question<Item>[]): Promise<void> {
  try {
    const found = await findAll(search, [...new Set(questions.map(({ key }) => key))]);
    for (const { key, resolve } of questions) resolve(found.get(key) ?? []);
  } catch (error) {
    for (const { reject } of questions) reject(error);
  }
}

async function findAll<Item>(
  { find, findOne, keyOf }: Search<Item>,
  keys: string[],
): Promise<Map<string, Item[]>> {
  const findAlone = async (key: string) => [key, await (findOne ? findOne(key) : find([key]))] as const;
  if (keys.length === 1) return new Map(await Promise.all(keys.map(findAlone)));
  const found = new Map(keys.map((key) => [key, [] as Item[]]));
  for (const item of await find(keys)) {
    const share = found.get(keyOf(item) ?? "");
    // An order that nobody was told of could be placed twice: if one cannot be shared out, each key is asked alone.
    if (!share) return new Map(await Promise.all(keys.map(findAlone)));
    share.push(item);
  }
  return found;
}
