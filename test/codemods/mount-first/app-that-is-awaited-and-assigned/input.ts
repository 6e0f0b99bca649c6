import { NestFactory } from '@nestjs/core';

let app: INestApplication;

export async function handler() {
  app ??= 1;
  app = await NestFactory.create(AppModule, new ExpressAdapter(server));
  await app.init();
}
