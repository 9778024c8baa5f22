/** The known word nearest to what was written: the least edits, the first of equals. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  const ranked = known.map((word) => ({
    word,
    edits: countEdits(written.toLowerCase(), word.toLowerCase()),
  }));
  ranked.sort((a, b) => a.edits - b.edits);
  return ranked[0]?.word;
}

/** Levenshtein distance. */
function countEdits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
