import type { PlainApp } from './app';

const server = `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app';

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create(AppModule);
  await app.listen(Number(process.env['PORT'] ?? 3000));
  console.log('Listening');
}
void bootstrap();
`;

const sources: Record<string, string> = {
  server,
  app: `import { Controller, Get, Header, Module } from '@nestjs/common';
import { AuthController } from './routes/auth';
import { UsersController } from './routes/users';

@Controller()
export class AppController {
  @Get()
  @Header('Content-Type', 'text/html')
  home(): string {
    return '<h1>Home</h1>';
  }

  @Get('boom')
  boom(): void {
    throw new Error('secret detail');
  }

  @Get('healthz')
  health(): string {
    return 'ok';
  }
}

@Module({ controllers: [AppController, UsersController, AuthController] })
export class AppModule {}
`,
  'routes/users': `import { Body, Controller, Param, Post, Query } from '@nestjs/common';

export class CreateUserDto {
  email!: string;
  name!: string;
}

@Controller('users')
export class UsersController {
  @Post(':id')
  create(@Param('id') id: string, @Body() dto: CreateUserDto, @Query('page') page: string): object {
    return { id, body: { email: dto.email, name: dto.name }, query: { page } };
  }
}
`,
  'routes/auth': `import { Body, Controller, HttpCode, Post, UnauthorizedException } from '@nestjs/common';

const secret = process.env['JWT_SECRET'];
const accounts = new Map([['ada@example.com', 'right']]);

@Controller('auth')
export class AuthController {
  @Post('login')
  @HttpCode(200)
  login(@Body('email') email: string, @Body('password') password: string): object {
    const good = secret !== '' && accounts.get(email.toLowerCase()) === password;
    if (!good) throw new UnauthorizedException();
    return { good };
  }
}
`,
};

const handWritten = `export const postUsersId = {
  params: z.object({ id: z.string().uuid() }),
  body: z.object({ email: z.string().email(), name: z.string().trim().min(2) }),
  query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
};
`;

const onFastify = server
  .replace(
    "from '@nestjs/core';",
    "from '@nestjs/core';\nimport { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';",
  )
  .replace('create(AppModule)', 'create<NestFastifyApplication>(AppModule, new FastifyAdapter({ bodyLimit: 102_400 }))')
  .replace('?? 3000))', "?? 3000), '0.0.0.0')");

/** Controllers in several files, on Express. */
export const nestApp: PlainApp = {
  framework: 'nestjs',
  majors: [10, 11, 12],
  forms: ['ts-esm', 'ts-cjs'],
  sources: () => sources,
  dependencies: (major) => ({
    '@nestjs/common': `^${major}.0.0`,
    '@nestjs/core': `^${major}.0.0`,
    '@nestjs/platform-express': `^${major}.0.0`,
    'reflect-metadata': '*',
    rxjs: '*',
  }),
  types: { '@types/express': '*' },
  compilerOptions: { experimentalDecorators: true, emitDecoratorMetadata: true },
  touched: { server: 4, 'routes/auth': 5, 'routes/users': 3 },
  handWritten,
};

/** The same on Fastify. */
export const nestOnFastifyApp: PlainApp = {
  ...nestApp,
  title: 'nestjs on fastify',
  sources: () => ({ ...sources, server: onFastify }),
  dependencies: (major) => ({
    '@nestjs/common': `^${major}.0.0`,
    '@nestjs/core': `^${major}.0.0`,
    '@nestjs/platform-fastify': `^${major}.0.0`,
    'reflect-metadata': '*',
    rxjs: '*',
  }),
  types: {},
  counter: 'counters',
};
