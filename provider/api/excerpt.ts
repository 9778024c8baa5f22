const excerptLength = 200;

/** How a text from outside is shown in an error. */
export type Show = (text: string) => string;

/** The start of a text, on one line and without control characters, which could rewrite a terminal. */
export const excerpt: Show = (text) => {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (line === "") return "(empty)";
  return line.length > excerptLength ? `${line.slice(0, excerptLength)}…` : line;
};

/** Takes secrets out before it cuts: half a secret would not be found afterwards. */
export const showWithout =
  (scrub: (text: string) => string): Show =>
  (text) =>
    excerpt(scrub(text));

/** For answers that hold secrets which nobody knows yet. */
export const showNothing: Show = (text) => `${text.length} characters, not shown since they may hold secrets`;
