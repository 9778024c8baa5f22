/** One call of the control API; throws an error for a person. */
export async function call(method, path, body) {
  const response = await fetch(`/_emulator${path}`, {
    method,
    cache: "no-store",
    signal: AbortSignal.timeout(5_000),
    ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error.message);
  return answer;
}
