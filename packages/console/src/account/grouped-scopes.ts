const order = ['read', 'create', 'update', 'delete'];

/** Scopes by what they are about, each with what may be done to it. */
export function groupedScopes(scopes: readonly string[]): { object: string; actions: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const scope of scopes) {
    const [action = scope, object = ''] = scope.split(':');
    const name = object.replaceAll('_', ' ');
    groups.set(name, [...(groups.get(name) ?? []), action.replaceAll('_', ' ')]);
  }
  return [...groups]
    .map(([object, actions]) => ({ object, actions: actions.sort(inOrder) }))
    .sort((one, other) => one.object.localeCompare(other.object));
}

function inOrder(one: string, other: string): number {
  const rank = (action: string) => (order.indexOf(action) + 1 || order.length + 1) - 1;
  return rank(one) - rank(other) || one.localeCompare(other);
}
