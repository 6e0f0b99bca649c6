/** A starter as people write one for Hono, whose own generator downloads: an RPC chain, its client, and tests. */
export const honoStarter: Record<string, string> = {
  'package.json': `{
  "name": "starter",
  "type": "module",
  "scripts": {
    "build": "tsc",
    "start": "node dist/index.js",
    "test": "tsc && node --test dist/"
  },
  "dependencies": {
    "@hono/node-server": "^2.0.0",
    "@hono/zod-validator": "^0.9.0",
    "hono": "^4.13.0",
    "zod": "^4.0.0"
  },
  "devDependencies": {
    "@types/node": "^20.0.0",
    "typescript": "^5.9.0"
  }
}
`,
  '.gitignore': 'node_modules\ndist\n',
  'tsconfig.json': `{
  "compilerOptions": {
    "target": "ES2022",
    "module": "NodeNext",
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "noImplicitReturns": true,
    "verbatimModuleSyntax": true,
    "skipLibCheck": true,
    "types": ["node"],
    "rootDir": "src",
    "outDir": "dist"
  },
  "include": ["src"]
}
`,
  'src/index.ts': `import { serve } from '@hono/node-server'
import app from './app.js'

serve({
  fetch: app.fetch,
  port: Number(process.env.PORT ?? 3000)
}, (info) => {
  console.log(\`Server is running on http://localhost:\${info.port}\`)
})
`,
  'src/app.ts': `import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { logger } from 'hono/logger'
import { books } from './books.js'
import { session } from './session.js'

type Env = { Variables: { started: number } }

const app = new Hono<Env>()
  .basePath('/api')
  .use(logger())
  .use('*', cors())
  .use(async (c, next) => {
    c.set('started', 0)
    await next()
  })
  .get('/hello/:name', (c) => c.json({ hello: c.req.param('name'), started: c.get('started') }))
  .post('/search', async (c) => {
    const { term } = await c.req.json<{ term: string }>()
    return c.json({ term: term.trim(), page: c.req.query('page') ?? '1' })
  })
  .route('/books', books)
  .route('/session', session)

export type AppType = typeof app
export default app
`,
  'src/books.ts': `import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'

const book = z.object({ title: z.string().min(1) })

export const books = new Hono()
  .get('/', (c) => c.json([{ id: 1, title: 'SICP' }]))
  .post('/', zValidator('json', book), (c) => c.json({ id: 2, title: c.req.valid('json').title }, 201))
  .put('/:id', zValidator('param', z.object({ id: z.string() })), async (c) => {
    const { title } = await c.req.json<{ title: string }>()
    return c.json({ id: c.req.valid('param').id, title })
  })
`,
  'src/session.ts': `import { Hono } from 'hono'

export const session = new Hono()

session.post('/login', async (c) => {
  let body
  try {
    body = await c.req.json()
  } catch {
    return c.json({ error: 'no JSON' }, 400)
  }
  return c.json({ user: body.email }, body.password === 'right' ? 200 : 401)
})
`,
  'src/client.ts': `import { hc } from 'hono/client'
import type { AppType } from './app.js'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

export async function demo() {
  const client = hc<AppType>('http://localhost:3000')
  const hello = await (await client.api.hello[':name'].$get({ param: { name: 'Ada' } })).json()
  const found = await (await client.api.search.$post()).json()
  const saved = await client.api.books[':id'].$put({ param: { id: '1' } })
  const types: [
    Same<typeof hello, { hello: string; started: number }>,
    Same<typeof found, { term: string; page: string }>,
    Same<Parameters<typeof client.api.books.$post>[0], { json: { title: string } }>,
  ] = [true, true, true]
  return [hello.hello, found.term, saved.ok, types]
}
`,
  'src/app.test.ts': `import assert from 'node:assert/strict'
import { test } from 'node:test'
import app from './app.js'

test('greets', async () => {
  const response = await app.request('/api/hello/Ada')
  assert.equal(response.status, 200)
  assert.deepEqual(await response.json(), { hello: 'Ada', started: 0 })
})

test('takes a book', async () => {
  const body = JSON.stringify({ title: 'Purely Functional Data Structures' })
  const headers = { 'Content-Type': 'application/json' }
  assert.equal((await app.request('/api/books', { method: 'POST', body, headers })).status, 201)
})

test('lets nobody in with a wrong password, however often it is asked', async () => {
  const body = JSON.stringify({ email: 'ada@example.com', password: 'wrong' })
  for (let attempt = 0; attempt < 20; attempt += 1) {
    assert.equal((await app.request('/api/session/login', { method: 'POST', body })).status, 401)
  }
})
`,
};
