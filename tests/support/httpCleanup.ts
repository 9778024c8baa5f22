const closers: (() => unknown)[] = [];

/** Closes something after the test, the last opened first. */
export function closeLater(close: () => unknown): void {
  closers.push(close);
}

afterEach(async () => {
  while (closers.length > 0) await closers.pop()?.();
});
