import { DefaultTheme, IntersectionType, JSX, ReferenceType, RendererEvent } from 'typedoc';

/** A list of more members than these is closed until a reader opens it. */
const shortList = 14;

/** What a result is called where nothing is known of the parameters; its comment says what depends on them. */
const plainNames = {
  ClientConnectionsPageOf: 'GetClientConnections200Response',
  ClientGrantOrganizationsPageOf: 'GetClientGrantOrganizations200Response',
  ClientGrantsPageOf: 'GetClientGrants200Response',
  ClientOf: 'Client',
  ClientsPageOf: 'GetClients200Response',
  ConnectionOf: 'Connection',
  ConnectionsPageOf: 'GetConnections200Response',
  CreatedOf: 'ClientCreated',
  ResourceServerOf: 'ResourceServer',
  ResourceServersPageOf: 'GetResourceServers200Response',
  RotatedOf: 'ClientRotated',
};

/**
 * Shows the methods of managers as their callers think of them: what is asked of the server first, parameters with
 * their members, errors in one list; without the types that only compilers need.
 */
export function methods(app) {
  app.renderer.on(RendererEvent.BEGIN, ({ project }) => {
    const classes = project.children.filter((child) => inGroup(child, 'Managers'));
    if (classes.length === 0) app.logger.error('No class is in the group of managers');
    for (const signature of classes.flatMap(signaturesOf)) {
      withoutTypeParameters(signature);
      signature.type = plain(signature.type, project);
      for (const parameter of signature.parameters ?? [])
        if (parameter.name !== 'initOverrides') expand(parameter.type);
      routeFirst(signature.comment);
      errorsTogether(signature.comment);
    }
  });
  app.renderer.defineTheme('methods', WithMembers);
}

const inGroup = ({ comment }, name) =>
  comment?.blockTags.some(({ tag, content }) => tag === '@group' && content[0]?.text === name) ?? false;

function signaturesOf({ children = [] }) {
  return children.flatMap(({ signatures = [] }) => signatures);
}

/** Puts what a type parameter stands for in its place, and leaves out what is only asked of it. */
function withoutTypeParameters(signature) {
  const constraints = new Map(signature.typeParameters?.map(({ name, type }) => [name, type]) ?? []);
  if (constraints.size === 0) return;
  signature.typeParameters = undefined;
  for (const parameter of signature.parameters ?? []) {
    const asked = parameter.type.type === 'intersection' ? parameter.type.types : [parameter.type];
    // What remembers the type that was passed names the type that it must be; what only remembers adds no members.
    const known = asked.flatMap((type) => {
      const named = type.typeArguments ?? [];
      const plain = named.filter((one) => !constraints.has(one.name));
      return plain.length === named.length ? [type] : plain;
    });
    const types = known.map((type) => substituted(type, constraints));
    parameter.type = types.length === 1 ? types[0] : new IntersectionType(types);
  }
  signature.type = substituted(signature.type, constraints);
}

function substituted(type, constraints) {
  if (!(type instanceof ReferenceType)) return type;
  if (type.refersToTypeParameter && constraints.has(type.name)) return constraints.get(type.name) ?? type;
  type.typeArguments = type.typeArguments?.map((one) => substituted(one, constraints));
  return type;
}

function plain(type, project) {
  if (!(type instanceof ReferenceType)) return type;
  const name = plainNames[type.name];
  if (name) return ReferenceType.createResolvedReference(name, project.getChildByName(name), project);
  type.typeArguments = type.typeArguments?.map((one) => plain(one, project));
  return type;
}

/** Has the members of a type shown where it is named, and those of its forms if it has several. */
function expand(type) {
  if (type?.type === 'array') return expand(type.elementType);
  if (type?.type === 'union' || type?.type === 'intersection') return type.types.forEach(expand);
  const target = type?.reflection;
  if (!target?.comment || target.comment.hasModifier('@expand')) return;
  target.comment.modifierTags.add('@expand');
  expand(target.type);
}

function routeFirst(comment) {
  const route = comment?.getTag('@route');
  if (!route) return;
  comment.removeTags('@route');
  comment.summary = [...route.content, { kind: 'text', text: '\n\n' }, ...comment.summary];
}

function errorsTogether(comment) {
  const [first, ...more] = comment?.getTags('@throws') ?? [];
  if (!first) return;
  const item = { kind: 'text', text: '\n- ' };
  first.content = [first, ...more].flatMap(({ content }) => [item, ...content]);
  comment.blockTags = comment.blockTags.filter((tag) => !more.includes(tag));
}

/** The theme, where a long list of members is behind a line that opens it. */
class WithMembers extends DefaultTheme {
  getRenderContext(page) {
    const context = super.getRenderContext(page);
    const { typeDetailsIfUseful } = context;
    context.typeDetailsIfUseful = (owner, type) => {
      const details = typeDetailsIfUseful(owner, type);
      if (!details) return details;
      const count = type?.reflection?.children?.length ?? 0;
      if (count <= shortList) return JSX.createElement('div', { class: 'members' }, details);
      const summary = JSX.createElement('summary', null, `${count} properties`);
      return JSX.createElement('details', { class: 'members' }, summary, details);
    };
    return context;
  }
}
