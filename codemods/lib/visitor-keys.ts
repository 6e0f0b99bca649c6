/** The fields that hold a node's children, as @babel/types names them; a line for each list, and the types that have it. */
const LISTS = `
: AnyTypeAnnotation ArgumentPlaceholder BigIntLiteral BooleanLiteral BooleanLiteralTypeAnnotation
: BooleanTypeAnnotation DebuggerStatement DecimalLiteral DirectiveLiteral EmptyStatement EmptyTypeAnnotation
: ExistsTypeAnnotation Import InferredPredicate InterpreterDirective JSXClosingFragment JSXEmptyExpression
: JSXIdentifier JSXOpeningFragment JSXText MixedTypeAnnotation Noop NullLiteral NullLiteralTypeAnnotation
: NumberLiteralTypeAnnotation NumberTypeAnnotation NumericLiteral PipelinePrimaryTopicReference Placeholder
: RegExpLiteral StringLiteral StringLiteralTypeAnnotation StringTypeAnnotation Super SymbolTypeAnnotation TSAnyKeyword
: TSBigIntKeyword TSBooleanKeyword TSIntrinsicKeyword TSNeverKeyword TSNullKeyword TSNumberKeyword TSObjectKeyword
: TSStringKeyword TSSymbolKeyword TSThisType TSUndefinedKeyword TSUnknownKeyword TSVoidKeyword TemplateElement
: ThisExpression ThisTypeAnnotation TopicReference V8IntrinsicIdentifier Variance VoidPattern VoidTypeAnnotation
argument: AwaitExpression JSXSpreadAttribute ObjectTypeSpreadProperty ReturnStatement SpreadElement ThrowStatement
argument: TypeofTypeAnnotation UnaryExpression UpdateExpression YieldExpression
argument options qualifier typeParameters: TSImportType
argument typeAnnotation: RestElement
block handler finalizer: TryStatement
body: ClassBody DoExpression ModuleExpression StaticBlock TSInterfaceBody TSModuleBlock
body test: DoWhileStatement
bound default variance: TypeParameter
callee: PipelineBareFunction
callee typeParameters typeArguments arguments: CallExpression NewExpression OptionalCallExpression
checkType extendsType trueType falseType: TSConditionalType
constraint default: TSTypeParameter
declaration: ExportDefaultDeclaration
declaration specifiers source attributes: DeclareExportDeclaration
declaration specifiers source attributes assertions: ExportNamedDeclaration
declarations: VariableDeclaration
decorators id typeParameters superClass superTypeParameters mixins implements body: ClassDeclaration ClassExpression
decorators key typeAnnotation value: ClassAccessorProperty
decorators key typeParameters params returnType: TSDeclareMethod
decorators key typeParameters params returnType body: ClassMethod ClassPrivateMethod ObjectMethod
decorators key value: ObjectProperty
decorators parameter: TSParameterProperty
decorators properties typeAnnotation: ObjectPattern
decorators variance key typeAnnotation value: ClassPrivateProperty ClassProperty
directives body: BlockStatement Program
discriminant cases: SwitchStatement
elementType: ArrayTypeAnnotation TSArrayType
elementTypes: TSTupleType
elements: ArrayExpression TupleExpression
elements typeAnnotation: ArrayPattern
exported: ExportDefaultSpecifier ExportNamespaceSpecifier
exprName typeParameters: TSTypeQuery
expression: Decorator ExpressionStatement JSXExpressionContainer JSXSpreadChild ParenthesizedExpression
expression: PipelineTopicExpression TSExportAssignment TSExternalModuleReference TSNonNullExpression
expression typeAnnotation: TSAsExpression TSSatisfiesExpression TypeCastExpression
expression typeParameters: TSExpressionWithTypeArguments TSInstantiationExpression
expressions: SequenceExpression
extends body: InterfaceTypeAnnotation
id: DeclareVariable EnumDefaultedMember PrivateName TSNamespaceExportDeclaration
id body: DeclareModule EnumDeclaration TSModuleDeclaration
id init: EnumBooleanMember EnumNumberMember EnumStringMember VariableDeclarator
id initializer: TSEnumMember
id members: TSEnumDeclaration
id moduleReference: TSImportEqualsDeclaration
id predicate: DeclareFunction
id typeParameters: ClassImplements GenericTypeAnnotation InterfaceExtends
id typeParameters extends body: DeclareInterface InterfaceDeclaration TSInterfaceDeclaration
id typeParameters extends mixins implements body: DeclareClass
id typeParameters params predicate returnType body: FunctionDeclaration FunctionExpression
id typeParameters params returnType: TSDeclareFunction
id typeParameters right: DeclareTypeAlias TypeAlias
id typeParameters supertype: DeclareOpaqueType
id typeParameters supertype impltype: OpaqueType
id typeParameters typeAnnotation: TSTypeAliasDeclaration
id value: ObjectTypeInternalSlot
imported local: ImportSpecifier
init test update body: ForStatement
key typeAnnotation: TSPropertySignature
key typeParameters parameters typeAnnotation: TSMethodSignature
key value: ImportAttribute
key value variance: ObjectTypeProperty
label: BreakStatement ContinueStatement
label body: LabeledStatement
label elementType: TSNamedTupleMember
left right: AssignmentExpression BinaryExpression LogicalExpression TSQualifiedName
left right body: ForInStatement ForOfStatement
left right decorators: AssignmentPattern
literal: TSLiteralType
local: ImportDefaultSpecifier ImportNamespaceSpecifier
local exported: ExportSpecifier
members: EnumBooleanBody EnumNumberBody EnumStringBody EnumSymbolBody TSEnumBody TSTypeLiteral
meta property: MetaProperty
name: JSXClosingElement
name typeAnnotation: FunctionTypeParam
name typeParameters typeArguments attributes: JSXOpeningElement
name value: JSXAttribute
namespace name: JSXNamespacedName
object body: WithStatement
object callee: BindExpression
object property: JSXMemberExpression MemberExpression OptionalMemberExpression
objectType indexType: IndexedAccessType OptionalIndexedAccessType TSIndexedAccessType
openingElement children closingElement: JSXElement
openingFragment children closingFragment: JSXFragment
param body: CatchClause
parameterName typeAnnotation: TSTypePredicate
parameters typeAnnotation: TSIndexSignature
params: TSTypeParameterDeclaration TSTypeParameterInstantiation TypeParameterDeclaration TypeParameterInstantiation
program: File
properties: ObjectExpression RecordExpression
properties indexers callProperties internalSlots: ObjectTypeAnnotation
qualification id: QualifiedTypeIdentifier
quasis expressions: TemplateLiteral
quasis types: TSTemplateLiteralType
source attributes: DeclareExportAllDeclaration
source attributes assertions: ExportAllDeclaration
source options: ImportExpression
specifiers source attributes assertions: ImportDeclaration
tag typeParameters quasi: TaggedTemplateExpression
test body: WhileStatement
test consequent: SwitchCase
test consequent alternate: ConditionalExpression IfStatement
typeAnnotation: DeclareModuleExports NullableTypeAnnotation TSOptionalType TSParenthesizedType TSRestType
typeAnnotation: TSTypeAnnotation TSTypeOperator TypeAnnotation
typeAnnotation decorators: Identifier
typeAnnotation expression: TSTypeAssertion
typeName typeParameters: TSTypeReference
typeParameter: TSInferType
typeParameter nameType typeAnnotation: TSMappedType
typeParameters parameters typeAnnotation: TSCallSignatureDeclaration TSConstructSignatureDeclaration TSConstructorType
typeParameters parameters typeAnnotation: TSFunctionType
typeParameters params predicate returnType body: ArrowFunctionExpression
typeParameters this params rest returnType: FunctionTypeAnnotation
types: IntersectionTypeAnnotation TSIntersectionType TSUnionType TupleTypeAnnotation UnionTypeAnnotation
value: DeclaredPredicate Directive ObjectTypeCallProperty
variance id key value: ObjectTypeIndexer
`;

/** A type of node. */
export interface Kind {
  /** A number of its own, 1 and above: of many nodes these are looked at many times as fast as their types. */
  id: number;
  /** The fields that hold its children, in their order. */
  keys: readonly string[];
}

const KINDS = new Map<string, Kind>();
for (const line of LISTS.trim().split('\n')) {
  const [fields, types] = line.split(':') as [string, string];
  const keys = fields === '' ? [] : fields.split(' ');
  for (const type of types.trim().split(' ')) KINDS.set(type, { id: KINDS.size + 1, keys });
}
const OTHER: Kind = { id: 0, keys: [] };

/** What is known of a type of node; a kind of number 0 and without fields where Babel has no such type. */
export const kindOf = (type: string): Kind => KINDS.get(type) ?? OTHER;

/** For each number of a kind, what is said of its type. */
export function byKind<Value>(said: ReadonlyMap<string, Value>): (Value | undefined)[] {
  const table = new Array<Value | undefined>(KINDS.size + 1).fill(undefined);
  for (const [type, value] of said) table[kindOf(type).id] = value;
  table[OTHER.id] = undefined;
  return table;
}

/** For each number of a kind, 1 where it is that of one of these types, otherwise 0. */
export const kindsAmong = (types: readonly string[]): Uint8Array =>
  Uint8Array.from(byKind(new Map(types.map((type) => [type, 1]))), (value) => value ?? 0);
