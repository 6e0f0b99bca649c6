import type { Driver } from './packages';

/** How a driver's calls are made: which methods take SQL first, and how values are bound beside it. */
interface Spelling {
  methods: RegExp;
  /** Those of them that take a part of a statement. */
  fragments?: RegExp;
  /** Those that take no values. */
  unbound?: RegExp;
}

const sqlite = { methods: /^(run|get|all|each|exec|prepare|map)$/, unbound: /^exec$/ };

export const SPELLINGS: Record<Driver, Spelling> = {
  pg: { methods: /^(query|exec)$/, unbound: /^exec$/ },
  'pg-promise': {
    methods: /^(none|one|oneOrNone|many|manyOrNone|any|result|query|multi|multiResult|each|map|stream)$/,
  },
  postgres: { methods: /^unsafe$/ },
  mysql: { methods: /^(query|queryAsync|execute)$/ },
  mysql2: { methods: /^(query|queryAsync|execute)$/ },
  mssql: { methods: /^(query|batch)$/ },
  'better-sqlite3': { methods: /^(prepare|exec)$/, unbound: /^exec$/ },
  sqlite3: sqlite,
  sqlite,
  sequelize: { methods: /^(query|literal)$/, fragments: /^literal$/, unbound: /^literal$/ },
  knex: {
    methods:
      /^(raw|(where|andWhere|orWhere|having|andHaving|orHaving|orderBy|groupBy|join|from|select|with|on|andOn|orOn)Raw)$/i,
    fragments: /^.+/,
  },
  typeorm: { methods: /^query$/ },
  prisma: {
    methods: /^(\$(queryRaw|executeRaw)(Unsafe)?|raw)$/,
    fragments: /^raw$/,
    unbound: /^(raw|\$queryRaw|\$executeRaw)$/,
  },
  drizzle: { methods: /^(raw|execute|run|all|get|values)$/, fragments: /^raw$/, unbound: /^.*$/ },
  kysely: { methods: /^raw$/, fragments: /^raw$/, unbound: /^.*$/ },
};

/** Methods of TypeORM's query builder that take conditions or expressions, and where these stand among the arguments. */
export const BUILDER: Record<string, number> = {
  where: 0, andWhere: 0, orWhere: 0, having: 0, andHaving: 0, orHaving: 0, orderBy: 0, addOrderBy: 0, groupBy: 0,
  addGroupBy: 0, select: 0, addSelect: 0, leftJoin: 2, innerJoin: 2, leftJoinAndSelect: 2, innerJoinAndSelect: 2,
}; // prettier-ignore
/** Those of them that take named values behind the text. */
export const TAKES_NAMED = /^((and|or)?(where|having)|(left|inner)Join\w*)$/i;

/** Names that only one driver has. */
export const TELLING: readonly [RegExp, Driver][] = [
  [/^\$(query|execute)RawUnsafe$/, 'prisma'],
  [/^(where|andWhere|orWhere|having|orderBy|groupBy)Raw$/, 'knex'],
  [/^(oneOrNone|manyOrNone)$/, 'pg-promise'],
];

/** What calls that take SQL are called where nothing says what they are called on. */
export const LIKELY =
  /^(query|execute|exec|raw|run|get|all|each|one|many|none|any|prepare|unsafe|batch|result)$|quer(y|ies)|sql/i;

/** Whether a text begins like a statement. */
export const isStatement = (text: string): boolean =>
  /^[\s(;]*(--[^\n]*\n\s*|\/\*[^]*?\*\/\s*)*(select\b[^]+\bfrom\b|insert\s+(ignore\s+|or\s+\w+\s+)?into\b|update\b[^]+\bset\b|delete\s+from\b|replace\s+into\b|with\b[^]+\bas\s*(materialized\s*)?\(|merge\s+into\b|(create|alter|drop)\s+(unique\s+|temp(orary)?\s+|or\s+replace\s+)*(table|database|schema|index|view|user|role|trigger|function|column|sequence|type|extension)\b|truncate\s+(table\s+)?[\w"`\0]|(call|exec|execute)\s+\w+|grant\s+\w+|set\s+\w+\s*=|show\s+(tables|columns|databases|index)|use\s+[\w`\0]+\s*;?\s*$|select\s+\w+\s*\()/i.test(
    text,
  );
