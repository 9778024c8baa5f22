/** One page of a search. */
export interface Page<Item> {
  items: Item[];
  /** All results, not only those of this page. */
  total: number;
}

/**
 * All results of a search, page by page; what moved between two pages comes twice and is kept once. `refuse` makes the
 * error for a service that says there is more and does not give it: to take a part for the whole could order twice.
 */
export async function readPages<Item>(
  readPage: (offset: number) => Promise<Page<Item>>,
  idOf: (item: Item) => string,
  refuse: (problem: string) => Error,
): Promise<Item[]> {
  const found = new Map<string, Item>();
  for (let offset = 0; ; ) {
    const { items, total } = await readPage(offset);
    const before = found.size;
    for (const item of items) found.set(idOf(item), item);
    offset += items.length;
    if (offset >= total) return [...found.values()];
    if (found.size === before) throw refuse(`the list is incomplete: ${found.size} of ${total}`);
  }
}
