/** Who points at whom. */
export type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** Gathers arrows; one that points at its own start is none. */
export function arrowsOf(pairs: Iterable<readonly [from: string, to: string]>): Arrows {
  const arrows = new Map<string, Set<string>>();
  for (const [from, to] of pairs) if (from !== to) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
  return arrows;
}

/** A way along the arrows that comes back to where it began, if there is one. */
export function circleIn(arrows: Arrows): string[] | undefined {
  const cleared = new Set<string>();
  const visit = (place: string, path: string[]): string[] | undefined => {
    if (path.includes(place)) return [...path.slice(path.indexOf(place)), place];
    if (cleared.has(place)) return undefined;
    for (const next of arrows.get(place) ?? []) {
      const circle = visit(next, [...path, place]);
      if (circle) return circle;
    }
    cleared.add(place);
    return undefined;
  };
  for (const place of arrows.keys()) {
    const circle = visit(place, []);
    if (circle) return circle;
  }
  return undefined;
}
