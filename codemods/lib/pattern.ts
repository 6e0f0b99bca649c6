import type { Node } from '@babel/types';
import { isNode, keyName } from './walk';

/** The names a pattern binds, each with the keys that lead to it. */
export function patternNames(pattern: Node, path: string[] = []): { name: string; node: Node; path: string[] }[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name, node: pattern, path }];
    case 'AssignmentPattern':
      return patternNames(pattern.left, path);
    case 'TSParameterProperty':
      return patternNames(pattern.parameter, path);
    case 'RestElement':
      return patternNames(pattern.argument, [...path, '...']);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element, index) =>
        isNode(element) ? patternNames(element, [...path, String(index)]) : [],
      );
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'RestElement'
          ? patternNames(property.argument, [...path, '...'])
          : patternNames(property.value, [...path, keyName(property) ?? '?']),
      );
    default:
      return [];
  }
}
