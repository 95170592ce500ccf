interface Part {
  readonly httpPart?: string;
}

/**
 * Validator of routes that take a file as a stream: of the body there is nothing to look at, the query is `preview` and
 * `mode`, the first of which is the default.
 */
export const importValidator =
  (...modes: readonly [string, ...string[]]) =>
  ({ httpPart }: Part) =>
  (data: unknown): true | { value: unknown } | { error: Error } => {
    if (httpPart !== 'querystring') return true;
    const { preview = 'false', mode = modes[0] } = data as Readonly<Record<string, unknown>>;
    const flag = String(preview);
    if (flag !== 'true' && flag !== 'false') return { error: new Error('querystring/preview is no boolean') };
    if (!modes.includes(String(mode))) return { error: new Error(`querystring/mode must be ${modes.join(' or ')}`) };
    return { value: { preview: flag === 'true', mode: String(mode) } };
  };
