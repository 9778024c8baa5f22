/** An element with attributes and children; a text never becomes markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Writes only what is new, so that a selection and a screen reader are left in peace. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Makes the children of `parent` those of `items`, in their order. Whoever has the same key keeps its element, so that
 * what the reader opened stays open. `make` gives the element and a function that shows an item in it.
 */
export function createList(parent, keyOf, make) {
  let rows = new Map();
  return (items) => {
    const next = new Map(items.map((item) => [keyOf(item), rows.get(keyOf(item)) ?? make(item)]));
    for (const [key, row] of rows) if (!next.has(key)) row.node.remove();
    rows = next;
    let place = parent.firstElementChild;
    for (const item of items) {
      const { node, show } = rows.get(keyOf(item));
      if (node === place) place = place.nextElementSibling;
      else parent.insertBefore(node, place);
      show(item);
    }
  };
}
