/** What a header such as `Accept` names, in lower case, each with its weight. RFC 9110 section 12.4.2 */
export function weightsOf(header: string | undefined): Map<string, number> {
  return new Map(
    (header ?? '').split(',').map((item) => {
      const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
    }),
  );
}
