import { NestFactory } from '@nestjs/core';
import { secureApp } from './security';

let app: INestApplication;

export async function handler() {
  app ??= 1;
  app = await NestFactory.create(AppModule, new ExpressAdapter(server));
  secureApp(app);
  await app.init();
}
